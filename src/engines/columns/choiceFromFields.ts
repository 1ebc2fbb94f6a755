/** Columns of a list at most that a form speaks of. */
const MOST = 200

/** What a form of columns says, as it stands there: `field.0`, `kruti.0`, … for each column from the left. */
export interface ChoiceFromFields {
  readonly headingsEnd: string
  readonly fields: readonly (string | null)[]
  readonly krutiDev: readonly boolean[]
}

export function choiceFromFields(fields: Readonly<Record<string, string>>): ChoiceFromFields {
  const width = Math.min(MOST, Math.max(0, Math.trunc(Number(fields.width)) || 0))
  const columns = Array.from({ length: width }, (_, at) => at)
  return {
    headingsEnd: fields.headingsEnd ?? '',
    fields: columns.map((at) => fields[`field.${at}`] || null),
    krutiDev: columns.map((at) => fields[`kruti.${at}`] === 'on'),
  }
}
