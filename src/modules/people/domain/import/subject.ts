import { FIELDS, type Field } from './fields.ts'

/** What a list holds. */
export const SUBJECTS = ['people', 'appointments'] as const
export type Subject = (typeof SUBJECTS)[number]

/** Columns that only one kind of list has. */
const OF_ONE: Readonly<Partial<Record<Field, Subject>>> = {
  role: 'appointments',
  since: 'appointments',
  language: 'people',
  age: 'people',
  born: 'people',
}

/** What the columns of such a list may hold, in the order of a choice. */
export const fieldsOf = (subject: Subject): readonly Field[] =>
  FIELDS.filter((field) => (OF_ONE[field] ?? subject) === subject)

/**
 * Without which column such a list says nothing: the id of the message that asks for it. Somebody new is known by her phone; who gets an office
 * is here already, and found by phone or by name and place.
 */
export function missingColumn(subject: Subject, fields: readonly (Field | null)[]): string | undefined {
  if (!fields.includes('name')) return 'people_import_columns_name'
  if (subject === 'people' && !fields.includes('phone')) return 'people_import_columns_phone'
  if (subject === 'appointments' && !fields.includes('role')) return 'people_import_columns_role'
  return undefined
}
