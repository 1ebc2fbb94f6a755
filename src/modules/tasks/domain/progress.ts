import { z } from 'zod'
import { taskId } from './task.ts'

/** Where the people asked stand with one task; each is in exactly one of these. */
export const PARTS = ['none', 'sent', 'sent_back', 'confirmed'] as const
export type Part = (typeof PARTS)[number]
export type Progress = Readonly<Record<Part, number>>

/** All people asked: those who have said nothing yet, and those who have. */
export const asked = (progress: Progress): number => PARTS.reduce((sum, part) => sum + progress[part], 0)
/** Share confirmed, 0 to 1; 0 where nobody is asked. */
export const shareDone = (progress: Progress): number =>
  asked(progress) === 0 ? 0 : progress.confirmed / asked(progress)
export const together = (rows: readonly Progress[]): Progress => {
  const sum = (part: Part) => rows.reduce((all, row) => all + row[part], 0)
  return { none: sum('none'), sent: sum('sent'), sent_back: sum('sent_back'), confirmed: sum('confirmed') }
}

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .union([z.literal('').transform(() => undefined), schema])
    .optional()
    .catch(undefined)

/** As an address says it: what cannot be read counts as not set, so that an old link still opens. */
export const viewTaskSchema = z.object({
  taskId,
  placeId: optional(z.guid()),
  /** The number in the tree after which the next places are shown. */
  after: optional(
    z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  ),
})
export interface ViewTask {
  readonly taskId: string
  readonly placeId?: string | undefined
  readonly after?: string | undefined
}
export const taskPeopleSchema = viewTaskSchema.extend({
  part: optional(z.enum(PARTS)),
  after: optional(z.string().max(200)),
})
export type TaskPeople = z.input<typeof taskPeopleSchema>

export const WHICH_TASKS = ['open', 'closed'] as const
export type WhichTasks = (typeof WHICH_TASKS)[number]
export const listTasksSchema = z.object({
  which: z.enum(WHICH_TASKS).catch('open'),
  after: optional(z.guid()),
  /** Tasks of one part; a program may ask for others than a page shows. */
  limit: z.int().min(1).max(100).default(20),
})
export type ListTasks = {
  readonly which?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export const listReportsSchema = z.object({ task: optional(z.guid()), after: optional(z.string().max(100)) })
export type ListReports = z.input<typeof listReportsSchema>
