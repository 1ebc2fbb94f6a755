import { redirect } from '@sveltejs/kit'
import { moment } from '#design/display/moment.ts'
import { createApiKey, revokeApiKey } from '#platform/accounts/apiKey.ts'
import { API_SCOPES } from '#platform/accounts/apiScopes.ts'
import { listMyApiKeys } from '#platform/accounts/listMyApiKeys.ts'
import { isUuid, uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { withSecondStep } from '#platform/web/signedIn.ts'
import { attemptSaid } from '../../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

/** What a page offers: one resource each. Keys that open everything are made on the command line. */
const OFFERED = API_SCOPES.filter((scope) => scope.includes(':'))

export const load: PageServerLoad = async (event) => {
  withSecondStep(event)
  const { context, locale } = event.locals
  const keys = await listMyApiKeys(context)
  return {
    command: uuidv7(context.now),
    done: event.url.searchParams.get('done'),
    offered: OFFERED,
    keys: keys.map(({ id, name, scopes, madeAt, seenAt }) => ({
      id,
      name,
      scopes,
      made: moment(madeAt, locale),
      seen: seenAt && moment(seenAt, locale),
    })),
  }
}

export const actions: Actions = {
  make: async (event) => {
    const { personId } = withSecondStep(event)
    const typed = await readForm(event.request)
    const scopes = OFFERED.filter((scope) => typed[`scope.${scope}`] === 'on')
    return attemptSaid(typed, async () => {
      const asked = { command: typed.command ?? '', personId, name: typed.name ?? '', scopes }
      const { token } = await createApiKey(event.locals.context, asked)
      return { token }
    })
  },
  end: async (event) => {
    withSecondStep(event)
    const { id = '' } = await readForm(event.request)
    if (!isUuid(id)) redirect(303, '/account/keys')
    await revokeApiKey(event.locals.context, { id })
    redirect(303, '/account/keys?done=ended')
  },
}
