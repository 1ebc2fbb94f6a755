import { redirect } from '@sveltejs/kit'
import type { SettleOver } from '#modules/events/domain/seats.ts'
import { listRegistrations } from '#modules/events/server/listRegistrations.ts'
import { nameOrganiser } from '#modules/events/server/nameOrganiser.ts'
import { settleOver } from '#modules/events/server/settleOver.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context } = locals
  const { searchParams } = url
  const list = await listRegistrations(context, {
    eventId: params.id,
    part: searchParams.get('part') ?? undefined,
    quotaId: searchParams.get('quota') ?? undefined,
    after: searchParams.get('after') ?? undefined,
  })
  return {
    list,
    eventId: params.id,
    locale: locals.locale,
    done: searchParams.get('done') !== null,
    commands: Object.fromEntries(list.rows.map(({ id }) => [id, uuidv7(context.now)])),
  }
}

/** Back to the same part of the list. */
const back = (url: URL): string => {
  const kept = new URLSearchParams(url.searchParams)
  for (const name of [...kept.keys()]) if (name.startsWith('/')) kept.delete(name)
  kept.set('done', '1')
  return `${url.pathname}?${kept.toString()}`
}

export const actions: Actions = {
  settle: async (event) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      const { command = '', registrationId = '', choice = '' } = fields
      const asked = { command, eventId: event.params.id, registrationId }
      await settleOver(event.locals.context, { ...asked, choice: choice as SettleOver['choice'] })
      redirect(303, back(event.url))
    })
  },
  organiser: async (event) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      const { command = '', personId = '' } = fields
      await nameOrganiser(event.locals.context, { command, eventId: event.params.id, personId })
      redirect(303, back(event.url))
    })
  },
}
