/**
 * One cell of a CSV file (RFC 4180). What begins like a formula gets an apostrophe: a name someone typed must not run in the
 * coordinator's spreadsheet (OWASP, CSV injection).
 */
export function spreadsheetCell(value: string | number): string {
  const text = String(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A whole file; the byte-order mark tells spreadsheets that the Hindi in it is UTF-8. */
export const spreadsheet = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => row.map(spreadsheetCell).join(',')).join('\r\n')}\r\n`
