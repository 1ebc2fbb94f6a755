import { z } from 'zod'
import { cleaned, LINE_FIELDS, type GivenLine, type LineField } from './line.ts'

const command = z.uuid({ error: 'platform_command_missing' })
const cell = z.string().max(400, { error: 'places_name_too_long' }).default('')

/** What a line's form sends: every column, as text. */
const given = z.object(
  Object.fromEntries(LINE_FIELDS.map((field) => [field, cell])) as Record<LineField, typeof cell>,
)

export const beginRestructureSchema = z.object({
  command,
  /** The day for lines that say none. */
  date: z.union([z.literal(''), z.iso.date({ error: 'places_r_date_bad' })]).default(''),
  fileName: z.string().transform((name) => cleaned(name).slice(-200).toWellFormed()),
})
export type BeginRestructure = z.input<typeof beginRestructureSchema>

export const planChangeSchema = z.object({ command, given })
export type PlanChange = z.input<typeof planChangeSchema>

export const restructureStepSchema = z.object({ command, restructureId: z.guid() })
export type RestructureStep = z.input<typeof restructureStepSchema>

export const mendLineSchema = restructureStepSchema.extend({
  line: z.coerce.number().int().min(1),
  /** The line is taken out of the plan. */
  leaveOut: z.boolean().default(false),
  given,
})
export type MendLine = z.input<typeof mendLineSchema>

/** Only what was said: a line keeps no empty columns. */
export const said = (line: Record<LineField, string>): GivenLine =>
  Object.fromEntries(
    Object.entries(line)
      .map(([field, text]) => [field, cleaned(text)] as const)
      .filter(([, text]) => text !== ''),
  )

/** A line from a form's fields; what is no column of a plan is left aside. */
export const linesFromFields = (fields: Readonly<Record<string, string>>): Record<LineField, string> =>
  Object.fromEntries(LINE_FIELDS.map((field) => [field, fields[field] ?? ''])) as Record<LineField, string>

/** Bytes of the largest plan that a page takes; 60,000 lines need a tenth of it as a workbook. */
export const MOST_PLAN_BYTES = 10 * 1024 * 1024
