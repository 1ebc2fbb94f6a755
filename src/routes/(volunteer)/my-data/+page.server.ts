import { fail, redirect } from '@sveltejs/kit'
import { OPTIONAL_PURPOSES, type OptionalPurpose } from '#modules/people/domain/notice.ts'
import { giveConsent, withdrawConsent } from '#modules/people/server/changeConsent.ts'
import { eraseMe, leave } from '#modules/people/server/leave.ts'
import { myRecord } from '#modules/people/server/myRecord.ts'
import { nominate } from '#modules/people/server/nominate.ts'
import { removeNominee } from '#modules/people/server/removeNominee.ts'
import { clearCookie } from '#platform/accounts/cookies.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { noteDeparture, type Departure } from '../../(organisation)/goodbye/departure.ts'
import { OWN_COMMANDS } from '../ownCommands.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const FORMS = ['name', 'nominate', 'removeNominee', 'leave', 'erase', ...OPTIONAL_PURPOSES] as const

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  // Each form carries its own command: what one of them used up is not the others'.
  const commands = Object.fromEntries(FORMS.map((form) => [form, uuidv7(context.now)]))
  return { commands: commands as Record<(typeof FORMS)[number], string>, record: await myRecord(context) }
}

export const actions: Actions = {
  name: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return answered('name', typed, () =>
      OWN_COMMANDS['people.correctMyName'].run(event.locals.context, { fields: typed }),
    )
  },
  nominate: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return answered('nominate', typed, () => {
      const { command = '', nomineeName = '', nomineePhone = '' } = typed
      return nominate(event.locals.context, { command, nomineeName, nomineePhone })
    })
  },
  removeNominee: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return answered('removeNominee', typed, () =>
      removeNominee(event.locals.context, { command: typed.command ?? '' }),
    )
  },
  withdraw: (event) => change(event, 'withdraw', withdrawConsent),
  give: (event) => change(event, 'give', giveConsent),
  leave: (event) => depart(event, 'leave', leave, 'left'),
  erase: (event) => depart(event, 'erase', eraseMe, 'erased'),
}

type Form = 'name' | 'nominate' | 'removeNominee' | 'withdraw' | 'give' | 'leave' | 'erase'

/** Runs a form's verb; `at` names the form, so that the answer stands in its place, however far down the page. */
async function answered(at: Form, typed: Record<string, string>, verb: () => Promise<unknown>) {
  const answer = await attempt(typed, async () => {
    await verb()
    return { at, done: true, purpose: typed.purpose }
  })
  return 'done' in answer ? answer : fail(answer.status, { ...answer.data, at })
}

async function change(event: RequestEvent, at: 'withdraw' | 'give', verb: typeof withdrawConsent) {
  signedIn(event)
  const typed = await readForm(event.request)
  return answered(at, typed, () =>
    verb(event.locals.context, { command: typed.command ?? '', purpose: typed.purpose as OptionalPurpose }),
  )
}

/** Going cannot be done by a stray tap: the box beside the button is ticked first. */
async function depart(event: RequestEvent, at: 'leave' | 'erase', verb: typeof leave, how: Departure) {
  signedIn(event)
  const typed = await readForm(event.request)
  return answered(at, typed, async () => {
    if (typed.sure !== 'on') throw new Refusal('badInput', { reason: 'people_sure_needed' })
    await verb(event.locals.context, { command: typed.command ?? '' })
    clearCookie(event, event.locals.edition.name, 'session')
    noteDeparture(event, how)
    redirect(303, '/goodbye')
  })
}
