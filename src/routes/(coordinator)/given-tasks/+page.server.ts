import { listTasks } from '#modules/tasks/server/listTasks.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { searchParams } = url
  const list = await listTasks(locals.context, {
    which: searchParams.get('which') ?? undefined,
    after: searchParams.get('after') ?? undefined,
  })
  return { list, locale: locals.locale, done: searchParams.get('done') === 'given' }
}
