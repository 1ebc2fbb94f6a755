import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { sameSitePath } from '#platform/web/sameSitePath.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { confirmName } from '#modules/people/server/confirmName.ts'
import { declinePerson } from '#modules/people/server/declinePerson.ts'
import { listWaiting } from '#modules/people/server/listWaiting.ts'
import { recordCallBack } from '#modules/people/server/recordCallBack.ts'
import { revokeVouch } from '#modules/people/server/revokeVouch.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { vouchForPerson } from '#modules/people/server/vouchForPerson.ts'
import type { DeclinePerson } from '#modules/people/domain/decision.ts'
import { QUEUE_ORDERS, QUEUE_PAGE } from '#modules/people/domain/waitingQuery.ts'
import { revealDoor } from '../../revealDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const order = QUEUE_ORDERS.find((known) => known === asked('order')) ?? 'longest'
  const filter = { placeId: asked('place'), wing: asked('wing'), order }
  const cursor = { after: asked('after'), before: asked('before') }
  const list = await listWaiting(locals.context, { ...filter, ...cursor })
  const { wings } = await viewActing(locals.context)
  const { path, below } = await choosePlace(locals.context, filter.placeId)
  const ids = [
    ...list.rows.map(({ id }) => id),
    ...list.callBacks.map(({ vouchId }) => vouchId),
    ...list.renamed.map(({ personId }) => personId),
  ]
  // Whoever came from a filtered coverage goes back to it as it was.
  const from = sameSitePath(asked('from'), '')
  const pages = Math.max(1, Math.ceil(list.counts.all / QUEUE_PAGE))
  const page = list.previous ? Math.min(Math.max(2, Number.parseInt(asked('page')) || 2), pages) : 1
  return {
    ...list,
    asked: filter,
    from: from.startsWith('/coverage') ? from : '',
    // Which rows these are; what a decision adds to the address is none of it.
    address: JSON.stringify([filter, cursor]),
    at: { ...cursor, page: page === 1 ? '' : String(page) },
    page,
    pages,
    choice: { path, below },
    wings,
    locale: locals.locale,
    now: locals.context.now,
    commands: freshCommands(ids),
    // Opening a phone leaves the page as it is, so it must not use up the command of the decision beside it.
    revealCommands: freshCommands(ids),
  }
}

const freshCommands = (ids: readonly string[]): Record<string, string> =>
  Object.fromEntries(ids.map((id) => [id, uuidv7()]))

export const actions: Actions = {
  vouch: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', personId = '', name = '' } = fields
    return attemptInWords(url, fields, async () => {
      await vouchForPerson(locals.context, { command, personId })
      return { did: 'vouched' as const, name, personId, undo: uuidv7() }
    })
  },
  undo: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', personId = '', name = '' } = fields
    return attemptInWords(url, fields, async () => {
      await revokeVouch(locals.context, { command, personId })
      return { did: 'undone' as const, name, personId }
    })
  },
  reveal: (event) => revealDoor(event),
  decline: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await declinePerson(locals.context, fields as unknown as DeclinePerson)
      return { did: 'declined' as const, name: '', personId: fields.personId ?? '' }
    })
  },
  confirmName: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', personId = '', name = '' } = fields
    return attemptInWords(url, fields, async () => {
      await confirmName(locals.context, { command, personId, name })
      return { did: 'confirmed' as const, name }
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
