import { plainHeading } from '#engines/columns/index.ts'
import type { Field } from './fields.ts'

/** Columns headed the same, of which some are read and others are not; columns from 0. */
export interface SameHeadings {
  readonly heading: string
  readonly read: readonly number[]
  readonly unread: readonly number[]
}

/** Where several columns have one heading and not all of them are read: whoever brings the list in should know which. */
export function sameHeadings(
  headings: readonly string[],
  fields: readonly (Field | null)[],
): readonly SameHeadings[] {
  const alike = Map.groupBy(headings.keys(), (at) => plainHeading(headings[at]!))
  return [...alike].flatMap(([plain, columns]) => {
    const { read = [], unread = [] } = Object.groupBy(columns, (at) => (fields[at] ? 'read' : 'unread'))
    return plain === '' || read.length === 0 || unread.length === 0
      ? []
      : [{ heading: headings[columns[0]!]!.trim(), read, unread }]
  })
}
