import type { Part } from '#modules/tasks/domain/progress.ts'
import { listTaskPeople } from '#modules/tasks/server/viewTask.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? undefined
  const list = await listTaskPeople(locals.context, {
    taskId: params.id,
    placeId: asked('place'),
    part: asked('part') as Part | undefined,
    after: asked('after'),
  })
  return { list, taskId: params.id, locale: locals.locale }
}
