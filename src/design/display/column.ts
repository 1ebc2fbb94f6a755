/** One column of a Table. */
export interface Column {
  key: string
  /** The header's words; for an actions column they are only read out. */
  label: string
  /** The address that orders the rows by this column, and the order they have now. */
  sort?: { href: string; order?: 'ascending' | 'descending' | undefined } | undefined
  /** Right-aligned figures of even width. */
  numeric?: boolean
  /** Buttons and links that act on the row. */
  actions?: boolean
  /** Something that needs room, such as a CoverageBar: a line of its own on a phone. */
  wide?: boolean
  /** Its cells say by themselves what they are, as "40 %" does: no label before them where a row is a card. */
  unlabelled?: boolean
}
