/** One row of a table as it stands in its file. */
export interface TableRow {
  /** The row's number as the program that shows the file counts it, from 1. */
  readonly line: number
  /** Text of each cell, trimmed; '' where there is none. */
  readonly cells: readonly string[]
}

export const TABLE_KINDS = ['csv', 'xlsx'] as const
export type TableKind = (typeof TABLE_KINDS)[number]

/** A table's bytes, to be read as often as one likes. */
export interface TableFile {
  readonly kind: TableKind
  bytes(): AsyncIterable<Uint8Array>
}
