import { redirect } from '@sveltejs/kit'
import { behindPhone } from '#modules/people/server/index.ts'
import { choosePerson, listHousehold } from '#platform/accounts/choosePerson.ts'
import { maskedPhoneOf } from '#platform/accounts/viewChallenge.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptSaid, handOn, homeOf, keepSession, nextOf } from '../../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { context, session, edition }, url }) => {
  if (!session) redirect(303, `/sign-in${handOn(url)}`)
  const members = await listHousehold(context, session, behindPhone)
  return {
    choices: members.map(({ personId, name }) => ({ title: name, value: personId })),
    maskedPhone: await maskedPhoneOf(context, session),
    canJoin: edition.name === 'organisation',
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { context, session } = event.locals
    if (!session) redirect(303, `/sign-in${handOn(event.url)}`)
    const { personId = '' } = await readForm(event.request)
    return attemptSaid({}, async () => {
      await keepSession(event, await choosePerson(context, session, { personId }, behindPhone))
      redirect(303, nextOf(event.url) ?? (await homeOf(event, personId)))
    })
  },
}
