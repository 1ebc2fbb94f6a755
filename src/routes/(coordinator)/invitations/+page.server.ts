import { listInvitations } from '#modules/people/server/listInvitations.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const show = url.searchParams.get('show') === 'over' ? ('over' as const) : ('live' as const)
  const list = await listInvitations(locals.context, {
    show,
    after: url.searchParams.get('after') ?? undefined,
  })
  const { wings } = await viewActing(locals.context)
  return { ...list, show, wings, locale: locals.locale }
}
