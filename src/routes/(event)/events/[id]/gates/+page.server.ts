import { redirect } from '@sveltejs/kit'
import { drawQr } from '#design/display/drawQr.ts'
import { enrolDevice, removeDevice } from '#modules/events/server/gate/enrolDevice.ts'
import { ruleOnScan, type RuleOnScan } from '#modules/events/server/gate/ruleOnScan.ts'
import { viewGates } from '#modules/events/server/gate/viewGates.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context } = locals
  const view = await viewGates(context, { eventId: params.id })
  const command = () => uuidv7(context.now)
  return {
    view,
    locale: locals.locale,
    done: url.searchParams.get('done') !== null,
    qr: Object.fromEntries(
      view.devices.flatMap(({ id, claimAddress }) => (claimAddress ? [[id, drawQr(claimAddress)]] : [])),
    ),
    commands: {
      add: command(),
      remove: Object.fromEntries(view.devices.map(({ id }) => [id, command()])),
      rule: Object.fromEntries(view.questions.map(({ scanId }) => [scanId, command()])),
    },
  }
}

/** Runs one verb of the page, and comes back to it. */
const act =
  (verb: (event: RequestEvent, fields: Readonly<Record<string, string>>) => Promise<unknown>) =>
  async (event: RequestEvent) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await verb(event, fields)
      redirect(303, `/events/${event.params.id}/gates?done=1`)
    })
  }

export const actions: Actions = {
  add: act(({ locals, params }, { command = '', name = '' }) =>
    enrolDevice(locals.context, { command, eventId: params.id, name }),
  ),
  remove: act(({ locals, params }, { command = '', deviceId = '' }) =>
    removeDevice(locals.context, { command, eventId: params.id, deviceId }),
  ),
  rule: act(({ locals, params }, { command = '', scanId = '', ruling = '' }) =>
    ruleOnScan(locals.context, {
      command,
      eventId: params.id,
      scanId,
      ruling: ruling as RuleOnScan['ruling'],
    }),
  ),
}
