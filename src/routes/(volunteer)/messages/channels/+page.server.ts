import { fail } from '@sveltejs/kit'
import { giveAddress, removeAddress } from '#modules/outreach/server/giveAddress.ts'
import { myChannels } from '#modules/outreach/server/myChannels.ts'
import { switchOffPush } from '#modules/outreach/server/switchPush.ts'
import { giveConsent, withdrawConsent } from '#modules/people/server/changeConsent.ts'
import type { Context } from '#platform/context.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const FORMS = ['sms', 'email', 'address', 'push'] as const

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const commands = Object.fromEntries(FORMS.map((form) => [form, uuidv7(context.now)]))
  return {
    channels: await myChannels(context),
    commands: commands as Record<(typeof FORMS)[number], string>,
    // Each verb of a form with two deeds has a command of its own.
    second: uuidv7(context.now),
  }
}

/** Runs what a form asks for; `at` names the form, so that the answer stands in its place. */
const form =
  (at: (typeof FORMS)[number], verb: (ctx: Context, fields: Record<string, string>) => Promise<void>) =>
  async (event: RequestEvent) => {
    signedIn(event)
    const fields = await readForm(event.request)
    const answer = await attemptInWords(event.url, fields, async () => {
      await verb(event.locals.context, fields)
      return { at, done: true as const }
    })
    return 'done' in answer ? answer : fail(answer.status, { ...answer.data, at })
  }

const consent = (purpose: 'sms' | 'email' | 'push', verb: typeof giveConsent) =>
  form(purpose, (ctx, { command = '' }) => verb(ctx, { command, purpose }))

export const actions: Actions = {
  smsOn: consent('sms', giveConsent),
  smsOff: consent('sms', withdrawConsent),
  emailOn: consent('email', giveConsent),
  emailOff: consent('email', withdrawConsent),
  /** Giving an address is asking for messages there. */
  address: form('address', async (ctx, { command = '', second = '', email = '' }) => {
    await giveAddress(ctx, { command, email })
    await giveConsent(ctx, { command: second, purpose: 'email' })
  }),
  removeAddress: form('address', async (ctx, { command = '', second = '' }) => {
    await withdrawConsent(ctx, { command: second, purpose: 'email' })
    await removeAddress(ctx, { command })
  }),
  pushOff: form('push', async (ctx, { command = '', second = '' }) => {
    await withdrawConsent(ctx, { command: second, purpose: 'push' })
    await switchOffPush(ctx, { command })
  }),
}
