/** One row of a CSV file by column name. */
export type CsvRow = Readonly<Record<string, string>>

/**
 * Reads CSV (RFC 4180: quotes, doubled quotes, commas and line breaks within quotes) with a header row.
 * @throws Error naming the line when a row has another number of cells than the header, or a quote stays open
 */
export function readCsv(text: string): CsvRow[] {
  const [header, ...rows] = cellsOf(text.replace(/^\ufeff/, ''))
  if (!header) return []
  return rows.map((cells, index) => {
    if (cells.length !== header.length)
      throw new Error(`row ${index + 2} has ${cells.length} cells, not ${header.length}`)
    const row: Record<string, string> = {}
    for (let i = 0; i < header.length; i++) row[header[i] as string] = cells[i] as string
    return row
  })
}

function cellsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell: string
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1)
      while (text[end + 1] === '"') end = text.indexOf('"', end + 2)
      if (end < 0) throw new Error(`row ${rows.length + 1}: a quote stays open`)
      cell = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    } else {
      let end = at
      while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++
      cell = text.slice(at, end).replace(/\r$/, '')
      at = end
    }
    row.push(cell)
    if (text[at] === '\r') at++
    if (text[at] !== ',') {
      rows.push(row)
      row = []
    } else if (at === text.length - 1) row.push('')
    at++
  }
  return rows
}
