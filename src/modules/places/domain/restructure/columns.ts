import { cleaned, LINE_FIELDS, plain, type GivenLine, type LineField } from './line.ts'

/** How the template calls the columns; read back in either language. */
export const HEADINGS: Readonly<Record<LineField, { readonly hi: string; readonly en: string }>> = {
  what: { hi: 'क्या', en: 'what' },
  date: { hi: 'तारीख', en: 'date' },
  oldDistrict: { hi: 'पुराना ज़िला', en: 'old district' },
  oldConstituency: { hi: 'पुरानी विधानसभा', en: 'old constituency' },
  oldBooth: { hi: 'पुराना बूथ', en: 'old booth' },
  newDistrict: { hi: 'नया ज़िला', en: 'new district' },
  newConstituency: { hi: 'नई विधानसभा', en: 'new constituency' },
  newBooth: { hi: 'नया बूथ', en: 'new booth' },
  nameHi: { hi: 'नाम हिन्दी', en: 'name hindi' },
  nameEn: { hi: 'नाम अंग्रेज़ी', en: 'name english' },
  people: { hi: 'लोग', en: 'people' },
}

/** The first line of the template: both languages in one cell. */
export const templateHeadings = (): readonly string[] =>
  LINE_FIELDS.map((field) => `${HEADINGS[field].hi} / ${HEADINGS[field].en}`)

/** Made-up lines that show one of each kind. */
export const TEMPLATE_LINES: readonly GivenLine[] = [
  { what: 'split', date: '2026-12-01', oldConstituency: '1', oldBooth: '12', newBooth: '512', people: 'old' },
  { what: 'merge', date: '2026-12-01', oldConstituency: '1', oldBooth: '14', newBooth: '13' },
  {
    what: 'move',
    date: '2026-12-01',
    oldConstituency: '1',
    oldBooth: '20',
    newConstituency: '2',
    newBooth: '520',
  },
  {
    what: 'rename',
    date: '2026-12-01',
    oldConstituency: '1',
    oldBooth: '15',
    nameHi: 'राजकीय विद्यालय',
    nameEn: 'Government School',
  },
  {
    what: 'new',
    date: '2026-12-01',
    newDistrict: 'Nayanagar',
    nameHi: 'नयानगर',
    nameEn: 'Nayanagar',
  },
  { what: 'move', date: '2026-12-01', oldConstituency: '3', newDistrict: 'Nayanagar' },
]

const BY_HEADING = new Map(
  LINE_FIELDS.flatMap((field) =>
    [field, HEADINGS[field].hi, HEADINGS[field].en].map((heading) => [folded(heading), field] as const),
  ),
)

function folded(text: string): string {
  return plain(text)
    .replace(/\u093c/g, '')
    .replace(/[^\p{L}\p{M}]/gu, '')
}

const fieldOf = (heading: string): LineField | undefined =>
  BY_HEADING.get(folded(heading)) ??
  heading
    .split('/')
    .map((part) => BY_HEADING.get(folded(part)))
    .find(Boolean)

/** Which column holds what; undefined when the row is no row of headings of a plan. */
export function columnsOf(cells: readonly string[]): readonly (LineField | undefined)[] | undefined {
  const fields = cells.map(fieldOf)
  return fields.includes('what') &&
    fields.some((field) => field?.startsWith('old') || field?.startsWith('new'))
    ? fields
    : undefined
}

/** A row's cells by what they hold. */
export const lineOf = (fields: readonly (LineField | undefined)[], cells: readonly string[]): GivenLine =>
  Object.fromEntries(
    fields.flatMap((field, at) => (field && cells[at] ? [[field, cleaned(cells[at].slice(0, 400))]] : [])),
  )

/** Whether two columns of one heading say different things of one line: whichever were taken, the other would be lost. */
export function saysTwice(fields: readonly (LineField | undefined)[], cells: readonly string[]): boolean {
  const said = new Map<LineField, string>()
  return fields.some((field, at) => {
    const cell = field && cleaned(cells[at] ?? '')
    if (!field || !cell) return false
    const before = said.get(field)
    said.set(field, cell)
    return before !== undefined && before !== cell
  })
}

/** The column of a file of lines to mend that says which lines they are; -1 where there is none. */
export const lineColumn = (cells: readonly string[]): number =>
  cells.findIndex((cell) => cell.split('/').some((part) => LINE_HEADINGS.has(folded(part))))

/** How a file of lines to mend calls that column. */
export const LINE_HEADING = 'पंक्ति / line'
const LINE_HEADINGS = new Set(LINE_HEADING.split('/').map(folded))
