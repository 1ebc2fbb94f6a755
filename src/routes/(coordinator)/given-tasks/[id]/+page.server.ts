import type { ChangeTask } from '#modules/tasks/domain/task.ts'
import { changeTask } from '#modules/tasks/server/changeTask.ts'
import { endTask } from '#modules/tasks/server/endTask.ts'
import { viewTask } from '#modules/tasks/server/viewTask.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context } = locals
  return {
    view: await viewTask(context, {
      taskId: params.id,
      placeId: url.searchParams.get('place') ?? undefined,
      after: url.searchParams.get('after') ?? undefined,
    }),
    locale: locals.locale,
    today: indianDay(context.now),
    isNew: url.searchParams.get('done') === 'given',
    commands: { change: uuidv7(context.now), end: uuidv7(context.now) },
  }
}

export const actions: Actions = {
  change: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await changeTask(locals.context, { ...fields, taskId: params.id } as unknown as ChangeTask)
      return { done: 'changed' as const }
    })
  },
  end: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reason = '' } = fields
    return attemptInWords(url, fields, async () => {
      await endTask(locals.context, { command, taskId: params.id, reason })
      return { done: 'ended' as const }
    })
  },
}
