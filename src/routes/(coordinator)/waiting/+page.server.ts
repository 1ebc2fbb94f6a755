import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import {
  declinePerson,
  listWaiting,
  recordCallBack,
  viewActing,
  vouchForPerson,
} from '#modules/people/server/index.ts'
import type { DeclinePerson } from '#modules/people/domain/decision.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const list = await listWaiting(locals.context, { after: url.searchParams.get('after') ?? undefined })
  const { wings } = await viewActing(locals.context)
  const ids = [...list.rows.map(({ id }) => id), ...list.callBacks.map(({ vouchId }) => vouchId)]
  return {
    ...list,
    wings,
    locale: locals.locale,
    now: locals.context.now,
    commands: Object.fromEntries(ids.map((id) => [id, uuidv7()])),
  }
}

export const actions: Actions = {
  vouch: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', personId = '', name = '' } = fields
    return attemptInWords(url, fields, async () => {
      await vouchForPerson(locals.context, { command, personId })
      return { did: 'vouched' as const, name }
    })
  },
  decline: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await declinePerson(locals.context, fields as unknown as DeclinePerson)
      return { did: 'declined' as const, name: fields.name ?? '' }
    })
  },
  callBack: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', vouchId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await recordCallBack(locals.context, { command, vouchId, confirmed: fields.confirmed === 'yes' })
      return { did: 'called' as const, name: '' }
    })
  },
}
