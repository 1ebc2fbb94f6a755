import { requireMember, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { namesOf } from '#modules/people/server/index.ts'
import { asks } from '../domain/report.ts'
import { inLanguageOf, takesReports, taskId as taskIdSchema, type Proof } from '../domain/task.ts'
import { ownReports, ownTask, ownTasks, tasksGivenBy, type OwnReport, type OwnTask } from './myTaskStore.ts'
import { myStand, type Stand } from './placeStore.ts'

/** A task as a volunteer reads it. */
export interface MyTask {
  readonly id: string
  readonly title: string
  readonly words: string
  /** `YYYY-MM-DD`, as India counts days. */
  readonly dueOn: string
  readonly proof: Proof
  readonly unit: string | null
  /** The first day that a report may tell of. */
  readonly givenOn: string
  readonly isLate: boolean
  /** It asks her and still takes her report or a correction. */
  readonly isOpen: boolean
  readonly report: OwnReport | undefined
  /** Who confirmed the report or sent it back. */
  readonly answeredBy: string | undefined
}

export interface MyTasks {
  /** Nobody vouches for her yet, or not any more: tasks come with the vouch. */
  readonly isVouched: boolean
  /** What waits for her: not yet reported, or sent back. */
  readonly toDo: readonly MyTask[]
  /** What she has reported: waiting or confirmed, the latest first. */
  readonly reported: readonly MyTask[]
}

/** One's own tasks: what is asked and what became of one's reports. @throws Refusal notSignedIn */
export async function myTasks(ctx: Context): Promise<MyTasks> {
  const { personId } = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const stand = await myStand(tx)
    if (!stand?.isVouched) return { isVouched: false, toDo: [], reported: [] }
    const own = (await ownTasks(tx, personId, stand, indianDay(ctx.now))).map((each) =>
      asMine(ctx, stand, each),
    )
    const waits = ({ report, isOpen }: MyTask) =>
      report === undefined || (report.state === 'sent_back' && isOpen)
    return {
      isVouched: true,
      toDo: own.filter(waits),
      reported: own
        .filter((task) => !waits(task))
        .toSorted((a, b) => b.report!.arrivedAt.getTime() - a.report!.arrivedAt.getTime()),
    }
  })
}

/** One task with one's own report. @throws Refusal notFound for a task that does not ask one and never did */
export async function viewMyTask(ctx: Context, taskId: string): Promise<MyTask> {
  const { personId } = requireMember(ctx.actor)
  if (!taskIdSchema.safeParse(taskId).success) throw new Refusal('notFound', { reason: 'tasks_unknown' })
  return ctx.transaction(async (tx) => {
    const stand = await myStand(tx)
    const found = await ownTask(tx, personId, taskId)
    // A coordinator sees tasks of others elsewhere; here stands what asks her herself.
    if (!stand || !found || (!found.report && !asks(found.task, stand)))
      throw new Refusal('notFound', { reason: 'tasks_unknown' })
    const answerer = found.report?.answeredBy ?? null
    const names = await namesOf(tx, [answerer])
    return {
      ...asMine(ctx, stand, found),
      answeredBy: answerer ? names.get(answerer)?.[ctx.locale] : undefined,
    }
  })
}

/** All that one ever reported, and the tasks that one gave, as the copy of one's own data has it (DPDP Act 2023 s. 11). */
export async function exportMyTasks(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => ({
    reports: await ownReports(tx, personId),
    tasksGiven: await tasksGivenBy(tx, personId),
  }))
}

function asMine(ctx: Context, stand: Stand, { task, report }: OwnTask): MyTask {
  const today = indianDay(ctx.now)
  return {
    id: task.id,
    ...inLanguageOf(task, ctx.locale),
    dueOn: task.dueOn,
    proof: task.proof,
    unit: task.unit,
    givenOn: indianDay(task.givenAt),
    isLate: task.dueOn < today,
    isOpen: stand.isVouched && asks(task, stand) && takesReports(task, ctx.now, today),
    report,
    answeredBy: undefined,
  }
}
