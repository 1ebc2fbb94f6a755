import { Refusal } from '../../errors/catalogue.ts'
import { LONGEST_CELL, MOST_SHARED_TEXT } from '../limits.ts'
import type { Parts } from './openParts.ts'
import { readXml } from './parseXml.ts'

/** The part that holds the sheet to read: of the visible ones the largest, since lists come with covers and notes. */
export async function chooseSheet(parts: Parts): Promise<string> {
  const visible: string[] = []
  const targets = new Map<string, string>()
  await readXml(parts.text('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible')
        visible.push(attributes['r:id'] ?? '')
    },
  })
  await readXml(parts.text('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id && Target)
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
    },
  })
  const sheets = visible.flatMap((id) => targets.get(id) ?? []).filter((part) => parts.has(part))
  const [largest] = sheets.toSorted((one, other) => parts.sizeOf(other) - parts.sizeOf(one))
  if (largest === undefined) throw new Refusal('badInput', { fields: { file: 'tables_damaged_workbook' } })
  return largest
}

/** The texts that cells refer to by number. What is read aloud beside Asian text (`rPh`) is no part of it. */
export async function sharedTexts(parts: Parts): Promise<readonly string[]> {
  if (!parts.has('xl/sharedStrings.xml')) return []
  const texts: string[] = []
  let [text, inText, aside, characters] = ['', false, 0, 0]
  await readXml(parts.text('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') aside++
      else if (name === 't') inText = aside === 0
    },
    text(piece) {
      if (inText && text.length < LONGEST_CELL) text += piece
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') aside--
      else if (name === 'si') {
        // Flattened: a text glued of pieces would hold on to each of them.
        texts.push(Buffer.from(text.slice(0, LONGEST_CELL)).toString())
        characters += text.length
        if (characters > MOST_SHARED_TEXT)
          throw new Refusal('tooLarge', { fields: { file: 'tables_too_much_text' } })
      }
    },
  })
  return texts
}

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22])

/** Numbers of the cell styles that show a number as a day. */
export async function dateStyles(parts: Parts): Promise<ReadonlySet<number>> {
  const found = new Set<number>()
  if (!parts.has('xl/styles.xml')) return found
  const formats = new Set(BUILT_IN_DATES)
  let [inCells, nth] = [false, 0]
  await readXml(parts.text('xl/styles.xml'), {
    open(name, { numFmtId, formatCode }) {
      const isDay = /[dy]/i.test((formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
      if (name === 'numFmt' && isDay) formats.add(Number(numFmtId))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        if (formats.has(Number(numFmtId))) found.add(nth)
        nth++
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return found
}
