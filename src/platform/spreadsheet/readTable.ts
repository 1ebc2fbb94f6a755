import { readCsv } from './readCsv.ts'
import type { TableFile, TableRow } from './tableRow.ts'
import { readXlsx } from './xlsx/readXlsx.ts'

/** Rows of a table, in the file's order; empty rows are left out. @throws Refusal badInput, tooLarge */
export async function* readTable(file: TableFile): AsyncGenerator<TableRow> {
  const rows = file.kind === 'csv' ? readCsv(file.bytes()) : readXlsx(await collected(file.bytes()))
  for await (const row of rows) if (row.cells.some((cell) => cell !== '')) yield row
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}
