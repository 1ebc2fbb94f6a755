import { z } from 'zod'
import { choiceFromFields } from '#engines/columns/index.ts'
import { FIELDS } from './fields.ts'
import type { Outcome } from './judge.ts'
import { SUBJECTS } from './subject.ts'

/** An import from the file that arrived to the people that are here, or were taken back. */
export const IMPORT_STATES = [
  'columns',
  'checking',
  'ready',
  'running',
  'done',
  'undoing',
  'undone',
  'stopped',
  'discarded',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** While the house is at work, a page shows a bar and asks again. */
export const isAtWork = (state: ImportState): boolean =>
  state === 'checking' || state === 'running' || state === 'undoing'

/**
 * How far the work is. While rows are looked at it is told in parts of a hundred: what is counted then are the file's bytes, since how many rows
 * there are is known at the end only.
 */
export function howFar({
  state,
  done,
  total,
}: {
  readonly state: ImportState
  readonly done: number
  readonly total: number
}) {
  if (state !== 'checking') return { value: done, max: Math.max(1, total), isShare: false }
  return { value: Math.min(100, Math.floor((100 * done) / Math.max(1, total))), max: 100, isShare: true }
}

/** Days in which an import can be undone and its bad rows fetched; then what is left of the file is forgotten. */
export const KEPT_DAYS = 30
/** Days that a file waits for somebody to say what its columns hold, or to run it. */
export const WAITING_DAYS = 7

/** How many rows came to which end, by the id of the reason; '' where nothing need be said. */
export type Counts = Readonly<Partial<Record<Outcome, Readonly<Record<string, number>>>>>

export const countOf = (counts: Counts, outcome: Outcome): number =>
  Object.values(counts[outcome] ?? {}).reduce((sum, each) => sum + each, 0)

/** What an undo did with what the import had written. */
export const UNDONE = ['removed', 'restored', 'kept_joined', 'kept_changed'] as const
export type Undone = (typeof UNDONE)[number]
export type UndoCounts = Readonly<Partial<Record<Undone, number>>>

const importId = z.guid({ error: 'people_import_unknown' })
const command = z.uuid({ error: 'platform_command_missing' })

export const beginImportSchema = z.object({
  command,
  subject: z.enum(SUBJECTS, { error: 'people_import_subject_wrong' }).default('people'),
  placeId: z.guid({ error: 'people_c_place_needed' }),
  wing: z.coerce.number({ error: 'people_c_wing_wrong' }).int('people_c_wing_wrong').min(0, 'people_c_wing_wrong').max(30, 'people_c_wing_wrong'), // prettier-ignore
  fileName: z.string().max(1000).transform((name) => name.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200)), // prettier-ignore
})
export type BeginImport = z.input<typeof beginImportSchema>

const headingsEnd = z.coerce.number({ error: 'people_import_columns_wrong' }).int('people_import_columns_wrong').min(0, 'people_import_columns_wrong').max(1_000, 'people_import_columns_wrong') // prettier-ignore

export const guessAgainSchema = z.object({ importId, headingsEnd })
export type GuessAgain = z.input<typeof guessAgainSchema>

export const chooseColumnsSchema = z
  .object({
    command,
    importId,
    headingsEnd,
    fields: z.array(z.enum(FIELDS, { error: 'people_import_columns_wrong' }).nullable()).max(200, 'people_import_columns_wrong'), // prettier-ignore
    krutiDev: z.array(z.boolean()).max(200, 'people_import_columns_wrong'),
  })
  .superRefine(({ fields }, check) => {
    const chosen = fields.filter((field) => field !== null)
    if (new Set(chosen).size < chosen.length)
      check.addIssue({ code: 'custom', path: ['fields'], message: 'people_import_columns_twice' })
  })
export type ChooseColumns = z.input<typeof chooseColumnsSchema>

export const importStepSchema = z.object({ command, importId })
export type ImportStep = z.input<typeof importStepSchema>

/** What a form of columns says. */
export function columnsFromFields(fields: Readonly<Record<string, string>>): ChooseColumns {
  const chosen = choiceFromFields(fields)
  return {
    ...chosen,
    command: fields.command ?? '',
    importId: fields.importId ?? '',
    fields: [...chosen.fields] as ChooseColumns['fields'],
    krutiDev: [...chosen.krutiDev],
  }
}
