import type { z } from 'zod'
import { keepable } from '#engines/typedtext/index.ts'
import { CATALOGUE, Refusal, type FieldFaults } from './catalogue.ts'

/**
 * Parses what came through a door. Schemas give each issue's message as the id of a message (`people_name_too_long`), never as a
 * sentence, so that the page can say it in the visitor's language beside the field.
 * @throws Refusal badInput with the first fault of each field
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Refusal('badInput', { fields: inFields(result.error) })
}

/** The faults for which parse would refuse, none where it would not: a form that carries a file says at once what is wrong with either. */
export function faultsOf(schema: z.ZodType, input: unknown): FieldFaults {
  const { error } = schema.safeParse(input)
  return error ? inFields(error) : {}
}

function inFields({ issues }: z.ZodError): FieldFaults {
  const fields: Record<string, string> = {}
  for (const issue of issues) fields[issue.path.join('.') || 'form'] ??= issue.message
  return fields
}

/**
 * Reads what a form sent, as plain strings; files are left out, and of a repeated name the last counts.
 * @throws Refusal badInput when the body is no form (cut off, or of a kind that no form of ours sends), tooLarge above the server's limit
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  return textsOf(await request.formData().catch(refuseBody))
}

function textsOf(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = keepable(value)
  return fields
}

/**
 * Reads a form that may carry one file under `name`, as readForm does. A file field that was left empty gives none.
 * @throws Refusal as readForm
 */
export async function readFormWithFile(
  request: Request,
  name: string,
): Promise<{ readonly fields: Record<string, string>; readonly file: File | undefined }> {
  const form = await request.formData().catch(refuseBody)
  const given = form.get(name)
  return { fields: textsOf(form), file: given instanceof File && given.size > 0 ? given : undefined }
}

/**
 * Reads a form that may carry several files, each under a name of its own, as readForm does.
 * @throws Refusal as readForm
 */
export async function readFormWithFiles(
  request: Request,
): Promise<{ readonly fields: Record<string, string>; readonly files: ReadonlyMap<string, File> }> {
  const form = await request.formData().catch(refuseBody)
  const files = new Map<string, File>()
  for (const [name, value] of form) if (typeof value !== 'string' && value.size > 0) files.set(name, value)
  return { fields: textsOf(form), files }
}

/**
 * Reads a form in which one name may come several times, as the ticked boxes of one question do; else as readForm does.
 * @throws Refusal as readForm
 */
export async function readFormWithList(
  request: Request,
  name: string,
): Promise<{ readonly fields: Record<string, string>; readonly list: readonly string[] }> {
  const form = await request.formData().catch(refuseBody)
  const list = form.getAll(name).filter((value) => typeof value === 'string')
  return { fields: textsOf(form), list: list.map(keepable) }
}

/** A body that cannot be read is the sender's mistake, not ours: Request tells by a TypeError, the server's limit by a status. */
function refuseBody(thrown: unknown): never {
  if ((thrown as { status?: unknown } | null)?.status === CATALOGUE.tooLarge.status)
    throw new Refusal('tooLarge', { cause: thrown })
  if (thrown instanceof TypeError) throw new Refusal('badInput', { cause: thrown })
  throw thrown
}
