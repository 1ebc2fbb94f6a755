import type { z } from 'zod'
import { Refusal } from './catalogue.ts'

/**
 * Parses what came through a door. Schemas give each issue's message as the id of a message (`people_name_too_long`), never as a
 * sentence, so that the page can say it in the visitor's language beside the field.
 * @throws Refusal badInput with the first fault of each field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const fields: Record<string, string> = {}
  for (const issue of result.error.issues) fields[issue.path.join('.') || 'form'] ??= issue.message
  throw new Refusal('badInput', { fields })
}

/** What a form sent, as plain strings; files and repeated names are left to the door that expects them. */
export function formFields(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
  return fields
}
