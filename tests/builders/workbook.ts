import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly text: string | Buffer
  /** What the archive claims the part inflates to, in bytes; default: the truth. */
  readonly claimed?: number
}

/** A zip archive, byte by byte, so that tests can also make ones that lie. */
export function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, text, claimed } of parts) {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes)
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc32(bytes), 0)
    sizes.writeUInt32LE(packed.length, 4)
    sizes.writeUInt32LE(claimed ?? bytes.length, 8)
    const title = Buffer.from(name)
    const lengths = Buffer.alloc(4)
    lengths.writeUInt16LE(title.length, 0)
    const common = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sizes, lengths])
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed])
    const place = Buffer.alloc(4)
    place.writeUInt32LE(offset)
    central.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(10), place, title]),
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

/** A cell: text, a number, a formula with its last result, or a day as its serial number. */
export type MadeCell =
  | string
  | number
  | null
  | { readonly formula: string; readonly value: string }
  | { readonly day: number }

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
const columnName = (column: number): string =>
  (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a workbook as Excel writes them: a small first sheet with a note, then the list with shared texts and merged cells. */
export function workbookParts(
  rows: readonly (readonly MadeCell[])[],
  { merged = [] }: { readonly merged?: readonly string[] } = {},
): Part[] {
  const texts = new Map<string, number>()
  const cell = (value: MadeCell, at: string): string => {
    if (value === null) return ''
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
    if (typeof value === 'string') {
      if (!texts.has(value)) texts.set(value, texts.size)
      return `<c r="${at}" t="s"><v>${texts.get(value)}</v></c>`
    }
    if ('day' in value) return `<c r="${at}" s="1"><v>${value.day}</v></c>`
    return `<c r="${at}" t="str"><f>${escaped(value.formula)}</f><v>${escaped(value.value)}</v></c>`
  }
  const list = rows.map(
    (row, line) =>
      `<row r="${line + 1}">${row.map((value, column) => cell(value, `${columnName(column)}${line + 1}`)).join('')}</row>`,
  )
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join('')
  const sheet = (data: string, more = '') =>
    `${XML}<worksheet ${NAMESPACE}><sheetData>${data}</sheetData>${more}</worksheet>`
  return [
    {
      name: '[Content_Types].xml',
      text: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${XML}<workbook ${NAMESPACE} xmlns:r="${RELATIONS}"><sheets><sheet name="Note" sheetId="1" r:id="rId1"/><sheet name="List" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      text: `${XML}<styleSheet ${NAMESPACE}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    { name: 'xl/worksheets/sheet1.xml', text: sheet('') },
    {
      name: 'xl/worksheets/sheet2.xml',
      text: sheet(list.join(''), merges === '' ? '' : `<mergeCells>${merges}</mergeCells>`),
    },
    {
      name: 'xl/sharedStrings.xml',
      text: `${XML}<sst ${NAMESPACE}>${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
  ]
}

export const workbook = (
  rows: readonly (readonly MadeCell[])[],
  options: { readonly merged?: readonly string[] } = {},
): Buffer => zip(workbookParts(rows, options))
