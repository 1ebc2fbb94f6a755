/** What changed, for the audit log: each key from → to; null where there was, or is, nothing. */
export function changesOf(
  before: object,
  after: object,
): Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>> {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return Object.fromEntries(
    [...new Set([...was.keys(), ...is.keys()])]
      .filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)))
      .map((key) => [key, { from: was.get(key) ?? null, to: is.get(key) ?? null }]),
  )
}
