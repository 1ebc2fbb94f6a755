/**
 * Whether the part "my booth is missing" was used: a description says so by itself, a constituency alone only while no booth was chosen.
 * Where only one constituency is possible the form names it (`missing.only`), and that says nothing.
 */
export const saysMissing = (fields: Readonly<Record<string, string>>): boolean =>
  Boolean(fields['missing.described']?.trim() || (fields['missing.constituencyId'] && !fields.boothId))

/** What was told of the missing booth, for the schema to judge. */
export const missingFromFields = (
  fields: Readonly<Record<string, string>>,
): { constituencyId: string; described: string } => ({
  constituencyId: fields['missing.constituencyId'] || fields['missing.only'] || '',
  described: fields['missing.described'] ?? '',
})
