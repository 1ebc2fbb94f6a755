import { listEvents, myEventDesk } from '#modules/events/server/listEvents.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { searchParams } = url
  const list = await listEvents(locals.context, {
    which: searchParams.get('which') ?? undefined,
    after: searchParams.get('after') ?? undefined,
  })
  return { list, ...myEventDesk(locals.context), locale: locals.locale }
}
