import { z } from 'zod'
import { endpoint, partOf } from '#platform/api/endpoint.ts'
import { PARTS, WHICH_TASKS } from '#modules/tasks/domain/progress.ts'
import {
  CHANGED_FIELDS,
  CONFIRMERS,
  ENDED_FIELDS,
  GIVEN_FIELDS,
  PROOFS,
  type ChangeTask,
  type EndTask,
  type GiveTask,
  type Task,
} from '#modules/tasks/domain/task.ts'
import { changeTask } from '#modules/tasks/server/changeTask.ts'
import { endTask } from '#modules/tasks/server/endTask.ts'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { listTasks } from '#modules/tasks/server/listTasks.ts'
import { viewTask } from '#modules/tasks/server/viewTask.ts'
import { moment, momentOrNull, momentShape, placeShape, placeView } from '../shapes.ts'

const taskShape = {
  id: z.guid(),
  placeId: z.guid(),
  wing: z.int().nullable(),
  titleHi: z.string().nullable(),
  titleEn: z.string().nullable(),
  wordsHi: z.string().nullable(),
  wordsEn: z.string().nullable(),
  dueOn: z.iso.date(),
  proof: z.enum(PROOFS),
  unit: z.string().nullable(),
  confirmer: z.enum(CONFIRMERS),
  givenBy: z.guid().nullable(),
  givenAt: momentShape,
  endedAt: momentShape.nullable(),
}
const taskView = (task: Task) => {
  const { id, placeId, wing, titleHi, titleEn, wordsHi, wordsEn } = task
  const { dueOn, proof, unit, confirmer, givenBy, givenAt, endedAt } = task
  return {
    ...{ id, placeId, wing, titleHi, titleEn, wordsHi, wordsEn, dueOn, proof, unit, confirmer, givenBy },
    givenAt: moment(givenAt),
    endedAt: momentOrNull(endedAt),
  }
}

const id = z.guid({ error: 'tasks_unknown' })
const progress = z.strictObject(
  Object.fromEntries(PARTS.map((part) => [part, z.int()])) as Record<(typeof PARTS)[number], z.ZodInt>,
)

export const listAllTasks = endpoint({
  id: 'listTasks',
  path: '/tasks',
  scope: 'tasks:read',
  words: 'api_v1_list_tasks',
  query: { which: z.enum(WHICH_TASKS, { error: 'api_field_wrong' }).default('open') },
  isList: true,
  output: partOf(z.strictObject({ ...taskShape, asked: z.int(), sent: z.int(), confirmed: z.int() })),
  async run(ctx, { query, limit, after }) {
    const { rows, next } = await listTasks(ctx, { which: query.which, after, limit })
    const data = rows.map(({ asked, sent, confirmed, ...task }) => ({
      ...taskView(task),
      ...{ asked, sent, confirmed },
    }))
    return { data, next: next ?? null }
  },
})

export const viewOneTask = endpoint({
  id: 'viewTask',
  path: '/tasks/{id}',
  scope: 'tasks:read',
  words: 'api_v1_view_task',
  params: { id },
  query: { placeId: z.guid({ error: 'tasks_place_unknown' }).optional() },
  refusals: ['notFound'],
  output: z.strictObject({
    ...taskShape,
    isOpen: z.boolean(),
    progress,
    areas: z.array(z.strictObject({ place: placeShape, progress })),
  }),
  async run(ctx, { params, query }) {
    const seen = await viewTask(ctx, { taskId: params.id, placeId: query.placeId })
    return {
      ...taskView(seen.task),
      isOpen: seen.isOpen,
      progress: numbers(seen.progress),
      areas: seen.areas.map((area) => ({
        place: placeView(area.place),
        progress: numbers(area.progress),
      })),
    }
  },
})
const numbers = ({ none, sent, sent_back, confirmed }: z.output<typeof progress>) => ({
  ...{ none, sent, sent_back, confirmed },
})

/** The verb reads the body with the schema of the page's own form: what is not as it says is refused there, field by field. */
export const giveOneTask = endpoint({
  id: 'giveTask',
  method: 'POST',
  path: '/tasks',
  scope: 'tasks:write',
  words: 'api_v1_give_task',
  body: GIVEN_FIELDS,
  status: 201,
  output: z.strictObject({ id: z.guid() }),
  async run(ctx, { body, command }) {
    const { taskId } = await giveTask(ctx, { ...body, command } as GiveTask)
    return { id: taskId }
  },
})

export const changeOneTask = endpoint({
  id: 'changeTask',
  method: 'PATCH',
  path: '/tasks/{id}',
  scope: 'tasks:write',
  words: 'api_v1_change_task',
  params: { id },
  body: CHANGED_FIELDS,
  refusals: ['notFound', 'changedMeanwhile'],
  output: z.strictObject({ id: z.guid(), changed: z.array(z.string()) }),
  async run(ctx, { params, body, command }) {
    const { changed } = await changeTask(ctx, { ...body, taskId: params.id, command } as ChangeTask)
    return { id: params.id, changed }
  },
})

export const endOneTask = endpoint({
  id: 'endTask',
  method: 'POST',
  path: '/tasks/{id}/end',
  scope: 'tasks:write',
  words: 'api_v1_end_task',
  params: { id },
  body: ENDED_FIELDS,
  refusals: ['notFound', 'changedMeanwhile'],
  output: z.strictObject({ id: z.guid() }),
  async run(ctx, { params, body, command }) {
    await endTask(ctx, { ...body, taskId: params.id, command } as EndTask)
    return { id: params.id }
  },
})
