/**
 * A list that was just loaded anew, without moving what lies under the thumb: rows that were dealt with stay where they were, the others keep
 * their order, and newcomers stand at the end. Else the next person's button slides under the thumb that has just decided about this one.
 * @param shown what stands on the page
 * @param loaded the rows as they are now
 * @param stays whether a row that is no longer among them keeps its place
 * @example keepInPlace([a, b, c], [b, c], (id) => id === a.id) // [a, b, c]
 */
export function keepInPlace<Row extends { readonly id: string }>(
  shown: readonly Row[],
  loaded: readonly Row[],
  stays: (id: string) => boolean,
): readonly Row[] {
  const now = new Map(loaded.map((row) => [row.id, row]))
  const before = new Set(shown.map(({ id }) => id))
  return [
    ...shown.flatMap((row) => now.get(row.id) ?? (stays(row.id) ? row : [])),
    ...loaded.filter(({ id }) => !before.has(id)),
  ]
}
