/** What a spreadsheet may take for a formula's beginning: also in full width, which it reads like the narrow sign, and behind blanks. */
const FORMULA = /^(?:[\t\r]|[\p{Z}\p{C}]*[=+\-@＝＋－＠−﹢﹣﹦﹫])/u
/**
 * The same within a text, where another cell begins for whoever reads our commas as text: a spreadsheet set to semicolons or tabs. A run of blanks
 * and separators is read once, not again from each of them: a text of 100,000 line ends held a server for a minute.
 */
const FORMULA_WITHIN = /(?<![;\p{Z}\p{C}])[;\p{Z}\p{C}]+(?=[=+\-@＝＋－＠−﹢﹣﹦﹫])/gu
const SEPARATOR = /[;\t\r\n]/

/**
 * What begins like a formula gets an apostrophe: a name someone typed must not run in the coordinator's spreadsheet (OWASP, CSV injection).
 */
export const neutral = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const neutralWithin = (text: string): string =>
  text.replace(FORMULA_WITHIN, (run) => (SEPARATOR.test(run) ? `${run}'` : run))

/** One cell of a CSV file (RFC 4180); a number is one. Quoted too where LibreOffice sees a separator by itself. */
function cell(value: string | number): string {
  const text = typeof value === 'string' ? neutralWithin(neutral(value)) : String(value)
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One row, without its end: for files that are written piece by piece. */
export const spreadsheetLine = (row: readonly (string | number)[]): string => row.map(cell).join(',')

/** A whole file; the byte-order mark tells spreadsheets that the Hindi in it is UTF-8. */
export const spreadsheet = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map(spreadsheetLine).join('\r\n')}\r\n`
