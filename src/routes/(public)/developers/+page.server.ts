import { CATALOGUE } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { mayKeepWebhooks } from '#platform/webhooks/policy.ts'
import { endpointsOf } from '../../api/v1/registry.ts'
import { shellOf } from '../../shell.ts'
import { described, exampleBody } from './described.ts'
import { tryOut } from './tryOut.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => ({
  shell: shellOf(locals),
  plain: locals.edition.name === 'programme',
  keepsWebhooks: locals.context.actor.kind === 'person' && mayKeepWebhooks(locals.context.actor).allowed,
  base: `${url.origin}/api/v1`,
  endpoints: endpointsOf(locals.edition).map((each) => described(each)),
  events: locals.edition.events.map(({ name, words, payload }) => ({
    name,
    words: wordsOf(words),
    example: exampleBody(payload),
  })),
  problems: Object.entries(CATALOGUE).map(([id, { status }]) => ({
    id,
    status,
    words: wordsOf(`api_problem_${id}`),
  })),
})

export const actions: Actions = {
  /** Asks one endpoint with the visitor's own key, or as whoever is signed in; the key goes nowhere else and is not given back. */
  try: async (event) => {
    const fields = await readForm(event.request)
    const endpoint = endpointsOf(event.locals.edition).find(({ id }) => id === fields.endpoint)
    if (endpoint?.method !== 'GET') return { tried: undefined }
    return { tried: await tryOut(event.fetch, endpoint, fields, event.locals.locale) }
  },
}
