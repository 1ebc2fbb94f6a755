import { z } from 'zod'
import { choiceFromFields } from '#engines/columns/index.ts'
import { LIST_FIELDS } from './assignColumns.ts'
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

/** To apply a plan, or to take one back. `seen`: of the preview that was looked at; whoever sends none has seen none. */
export const asSeenSchema = restructureStepSchema.extend({
  seen: z.string({ error: 'places_r_changed_since' }).max(100, { error: 'places_r_changed_since' }),
})
export type AsSeen = z.input<typeof asSeenSchema>

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

const WRONG = 'places_r_columns_wrong'
export const chooseListColumnsSchema = restructureStepSchema
  .extend({
    headingsEnd: z.coerce.number({ error: WRONG }).int(WRONG).min(0, WRONG).max(1_000, WRONG),
    fields: z.array(z.enum(LIST_FIELDS, { error: WRONG }).nullable()).max(200, WRONG),
    krutiDev: z.array(z.boolean()).max(200, WRONG),
  })
  .superRefine(({ fields }, check) => {
    const chosen = fields.filter((field) => field !== null)
    // A name in each script may come from two columns of names.
    const once = chosen.filter((field) => field !== 'name')
    if (new Set(once).size < once.length || chosen.length - once.length > 2)
      check.addIssue({ code: 'custom', path: ['fields'], message: 'places_r_columns_twice' })
  })
export type ChooseListColumns = z.input<typeof chooseListColumnsSchema>

/** What a form of columns says. */
export function listColumnsFromFields(fields: Readonly<Record<string, string>>): ChooseListColumns {
  const chosen = choiceFromFields(fields)
  return {
    ...chosen,
    command: fields.command ?? '',
    restructureId: fields.restructureId ?? '',
    fields: [...chosen.fields] as ChooseListColumns['fields'],
    krutiDev: [...chosen.krutiDev],
  }
}

/** A line from a form's fields; what is no column of a plan is left aside. */
export const linesFromFields = (fields: Readonly<Record<string, string>>): Record<LineField, string> =>
  Object.fromEntries(LINE_FIELDS.map((field) => [field, fields[field] ?? ''])) as Record<LineField, string>

/** Bytes of the largest plan that a page takes; 60,000 lines need a tenth of it as a workbook. */
export const MOST_PLAN_BYTES = 10 * 1024 * 1024
