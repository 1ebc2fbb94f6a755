import { contents, isColumnCount, type GlimpsedRow } from '#engines/columns/index.ts'
import { judgeCell } from '#engines/krutidev/index.ts'
import { cleaned, plain } from './line.ts'
import { isBanner, type ListGuess } from './listColumns.ts'

/** A row of such a list as it was written. */
export interface ListedBooth {
  readonly line: number
  readonly constituency: string
  readonly booth: string
  readonly nameHi: string
  readonly nameEn: string
  /** A cell was typed in an old Hindi font and converted, or may have been: then it stands as it was typed. */
  readonly oldFont?: 'converted' | 'doubtful'
}

/** 0012 and 12.0 are a spreadsheet's ways to write 12; `47 - Nagar` says number and name. */
const code = (text: string): string =>
  /^0*(\d+)(?:\.0+)?(?:\s*[-–—:.)]\s*\D+)?$/.exec(plain(text))?.[1] ?? text

/**
 * Reads the rows of a list, one after the other; a row that says nothing, the headings of the next printed page and titles of pages are left
 * out (undefined).
 */
export function listReader(guess: ListGuess): (row: GlimpsedRow) => ListedBooth | undefined {
  const headings = new Set<string>()
  let above = ''
  return ({ line, cells }) => {
    const whole = cells.join('\n')
    if (line <= guess.headingsEnd) return void headings.add(whole)
    if (headings.has(whole) || isBanner(cells) || (headings.size > 0 && isColumnCount(cells)))
      return undefined
    let oldFont: ListedBooth['oldFont']
    const said = { constituency: '', seatName: '', booth: '', nameHi: '', nameEn: '' }
    for (const [at, { field, krutiDev }] of guess.columns.entries()) {
      if (!field) continue
      const raw = (cells[at] ?? '').slice(0, 400)
      const judged = judgeCell(raw, krutiDev ? 'all' : 'lone')
      if (judged.verdict === 'doubtful') oldFont = 'doubtful'
      else if (judged.verdict === 'converted') oldFont ??= 'converted'
      const text = cleaned(judged.text).replace(/\s+/g, ' ').trim()
      if (text !== '')
        said[field === 'name' ? (contents.looksHindi(text) ? 'nameHi' : 'nameEn') : field] ||= text
    }
    const { booth, nameHi, nameEn } = said
    const seat = said.constituency || said.seatName
    if (guess.fillsDown && seat !== '') above = seat
    if (booth === '' && nameHi === '' && nameEn === '') return undefined
    const constituency = code(seat === '' && guess.fillsDown ? above : seat)
    return { line, constituency, booth: code(booth), nameHi, nameEn, ...(oldFont && { oldFont }) }
  }
}
