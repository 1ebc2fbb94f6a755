import { redirect } from '@sveltejs/kit'
import type { CreateEvent } from '#modules/events/domain/event.ts'
import { createEvent } from '#modules/events/server/createEvent.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { rolesIn } from '../eventFields.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { context } = locals
  const choice = await choosePlace(
    context,
    url.searchParams.get('place') ?? undefined,
    url.searchParams.get('find'),
  )
  const { wings, leads } = await viewActing(context)
  const own = leads?.wing
  return {
    choice,
    wings: own ? wings.filter(({ number }) => number === own.number) : wings,
    everyWing: own === undefined,
    locale: locals.locale,
    today: indianDay(context.now),
    command: uuidv7(context.now),
  }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const made = await attemptInWords(url, fields, () =>
      createEvent(locals.context, { ...fields, roles: rolesIn(fields) } as unknown as CreateEvent),
    )
    if ('eventId' in made) redirect(303, `/events/${made.eventId}?done=created`)
    return made
  },
}
