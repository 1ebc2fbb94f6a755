import { json } from '@sveltejs/kit'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { requireScope } from '#platform/accounts/apiKey.ts'
import type { RequestHandler } from './$types'

/** Coverage of a place as figures, for a session or an API key: `?place=&wing=&by=constituency`. */
export const GET: RequestHandler = async ({ locals, url }) => {
  requireScope(locals.keyScopes, 'coverage:read')
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined
  const by = asked('by') === 'constituency' ? ('constituency' as const) : undefined
  return json(await coverageOf(locals.context, { placeId: asked('place'), wing: asked('wing'), by }))
}
