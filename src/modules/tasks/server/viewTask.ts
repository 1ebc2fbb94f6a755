import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { parse } from '#platform/errors/parse.ts'
import { namesOf } from '#modules/people/server/index.ts'
import {
  taskPeopleSchema,
  viewTaskSchema,
  type Part,
  type Progress,
  type TaskPeople,
  type ViewTask,
} from '../domain/progress.ts'
import { inLanguageOf, takesReports, type Task } from '../domain/task.ts'
import { pathTo, placeOf, type PlaceOf } from './placeStore.ts'
import { mayChange, maySee, maySeeAt, seeing } from './policy.ts'
import { peopleOf, progressBelow, type AreaProgress, type AskedPerson } from './progressStore.ts'
import { changesOf, findTask, type TaskChange } from './taskStore.ts'

/** Rows of one part of the list behind a number. */
const PAGE = 50
/** Places of one part of the progress table. */
const AREAS = 50

/** A task, and the place of it that is looked at. */
interface Looked {
  readonly task: Task
  readonly place: PlaceOf
  /** From the widest place that the actor sees of it down to the place. */
  readonly path: readonly PlaceOf[]
}

export interface TaskView {
  readonly task: Task & { readonly title: string; readonly words: string; readonly place: PlaceOf }
  readonly isOpen: boolean
  readonly mayChange: boolean
  readonly giver: string | undefined
  readonly place: PlaceOf
  readonly path: readonly PlaceOf[]
  readonly progress: Progress
  readonly areas: readonly AreaProgress[]
  /** Where the next places begin: a constituency has some three hundred booths. */
  readonly next: number | undefined
  readonly history: readonly (TaskChange & { readonly name: string | undefined })[]
}

/**
 * A task with how far it is, at a place and at each place below it: numbers of the actor's own part, each of which `listTaskPeople` lists.
 * @throws Refusal notFound, forbidden
 */
export async function viewTask(ctx: Context, input: ViewTask): Promise<TaskView> {
  requireId(input.taskId, 'tasks_unknown')
  const asked = parse(viewTaskSchema, input)
  return ctx.transaction(async (tx) => {
    const { task, place, path } = await look(ctx, tx, asked)
    const [own, ...found] = await progressBelow(tx, task, place.id, asked.after, AREAS + 1)
    const areas = found.slice(0, AREAS)
    const history = await changesOf(tx, task.id)
    const names = await namesOf(tx, [task.givenBy, ...history.map(({ by }) => by)])
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)?.[ctx.locale])
    return {
      task: { ...task, ...inLanguageOf(task, ctx.locale), place: (await placeOf(tx, task.placeId))! },
      isOpen: takesReports(task, ctx.now, indianDay(ctx.now)),
      mayChange: task.endedAt === null && mayChange(ctx.actor, task).allowed,
      giver: nameOf(task.givenBy),
      place,
      path,
      progress: own!.progress,
      areas,
      next: found.length > AREAS ? areas.at(-1)!.place.lft : undefined,
      history: history.map((change) => ({ ...change, name: nameOf(change.by) })),
    }
  })
}

export interface TaskPeopleList {
  readonly title: string
  readonly place: PlaceOf
  readonly path: readonly PlaceOf[]
  readonly part: Part | undefined
  readonly rows: readonly AskedPerson[]
  readonly next: string | undefined
}

/** The people behind one of a task's numbers. @throws Refusal notFound, forbidden */
export async function listTaskPeople(ctx: Context, input: TaskPeople): Promise<TaskPeopleList> {
  requireId(input.taskId, 'tasks_unknown')
  const asked = parse(taskPeopleSchema, input)
  return ctx.transaction(async (tx) => {
    const { task, place, path } = await look(ctx, tx, asked)
    const found = await peopleOf(tx, task, place, asked.part, cursor(asked.after), PAGE + 1)
    const rows = found.slice(0, PAGE)
    const last = rows.at(-1)
    return {
      title: inLanguageOf(task, ctx.locale).title,
      place,
      path,
      part: asked.part,
      rows,
      next: found.length > PAGE && last ? `${last.placeLft}.${last.personId}` : undefined,
    }
  })
}

/** The point after which a part begins; undefined for anything that no list of ours has said. */
function cursor(after: string | undefined): readonly [number, string] | undefined {
  const read = /^(\d{1,8})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '')
  return read ? [Number(read[1]), read[2]!] : undefined
}

async function look(
  ctx: Context,
  tx: Transaction,
  asked: { taskId: string; placeId?: string | undefined },
): Promise<Looked> {
  requirePerson(ctx.actor)
  const task = await findTask(tx, asked.taskId)
  if (!task) throw new Refusal('notFound', { reason: 'tasks_unknown' })
  authorise(maySee(ctx.actor, task))
  const home = await placeOf(tx, task.placeId)
  const own = widestPart(ctx, task)
  const place = await placeOf(tx, asked.placeId ?? own)
  if (!place || place.rgt < task.placeLft || task.placeRgt < place.lft)
    throw new Refusal('notFound', { reason: 'tasks_place_unknown' })
  authorise(maySeeAt(ctx.actor, place))
  const within = (each: PlaceOf) =>
    maySeeAt(ctx.actor, each).allowed && home !== undefined && home.lft <= each.lft && each.rgt <= home.rgt
  return {
    task,
    place,
    path: (await pathTo(tx, place)).filter((each) => within(each) || each.id === place.id),
  }
}

/** The task's own place where the actor sees all of it, else the widest of her places inside it. */
function widestPart(ctx: Context, task: Task): string {
  const meeting = seeing(ctx.actor)
    .filter(({ lft, rgt }) => lft <= task.placeRgt && task.placeLft <= rgt)
    .toSorted((one, other) => other.rgt - other.lft - (one.rgt - one.lft))[0]!
  return meeting.lft <= task.placeLft && task.placeRgt <= meeting.rgt ? task.placeId : meeting.placeId
}
