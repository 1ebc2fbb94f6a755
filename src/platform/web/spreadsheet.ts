/** What a spreadsheet may take for a formula's beginning: also in full width, which it reads like the narrow sign, and behind blanks. */
const FORMULA = /^(?:[\t\r]|[\p{Z}\p{C}]*[=+\-@＝＋－＠−﹢﹣﹦﹫])/u

/**
 * What begins like a formula gets an apostrophe: a name someone typed must not run in the coordinator's spreadsheet (OWASP, CSV injection).
 */
export const neutral = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

/** One cell of a CSV file (RFC 4180); a number is one. */
function cell(value: string | number): string {
  const text = typeof value === 'string' ? neutral(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One row, without its end: for files that are written piece by piece. */
export const spreadsheetLine = (row: readonly (string | number)[]): string => row.map(cell).join(',')

/** A whole file; the byte-order mark tells spreadsheets that the Hindi in it is UTF-8. */
export const spreadsheet = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map(spreadsheetLine).join('\r\n')}\r\n`
