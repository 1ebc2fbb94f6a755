import { redirect } from '@sveltejs/kit'
import { toSignIn } from '#platform/web/attempt.ts'
import { listPeople } from '#modules/people/server/listPeople.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { awaitsDeclaration } from '#modules/people/server/awaitsDeclaration.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.context.actor.kind !== 'person') toSignIn(url)
  if (await awaitsDeclaration(locals.context))
    redirect(303, `/declaration?next=${encodeURIComponent(url.pathname + url.search)}`)
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const filter = { text: asked('text'), placeId: asked('place'), wing: asked('wing'), state: asked('state') }
  const list = await listPeople(locals.context, { ...filter, after: asked('after') })
  const { wings } = await viewActing(locals.context)
  return { ...list, wings, filter, locale: locals.locale }
}
