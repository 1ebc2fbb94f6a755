import { redirect } from '@sveltejs/kit'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { CARRIED, carried, carry, carrying } from '#platform/web/carried.ts'
import { exportPeople } from '#modules/people/server/exportPeople.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { shellOf } from '../../../shell.ts'
import { peopleFile } from './peopleFile.ts'
import type { RequestHandler } from './$types'

/** What an export asks for, as the form and the address after the second step say it. */
type Asked = Readonly<Record<string, string>>

/** No field of the list is longer; what is carried in an address must stay short. */
const LONGEST = 120
const askedFor = (field = ''): string => field.slice(0, LONGEST)

/** The list as a file. A form post, never a link: it changes something, every person in it learns who exported. */
export const POST: RequestHandler = async ({ locals, request, url }) => {
  const fields = await readForm(request)
  const asked = {
    placeId: askedFor(fields.placeId),
    text: askedFor(fields.text),
    wing: askedFor(fields.wing),
    state: askedFor(fields.state),
    invitation: askedFor(fields.invitation),
    format: askedFor(fields.format),
  }
  try {
    return await fileOf(locals, asked)
  } catch (thrown) {
    const back = new URL('/people', url)
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') {
      // After the second step the list opens as it was and fetches the file by itself.
      const list = {
        text: asked.text,
        place: asked.placeId,
        wing: asked.wing,
        state: asked.state,
        invitation: asked.invitation,
      }
      for (const [name, value] of Object.entries(list)) if (value) back.searchParams.set(name, value)
      toSignIn(carrying(back, carry(locals.context, 'export', asked)), true)
    }
    if (isRefusal(thrown) && thrown.id === 'notSignedIn') toSignIn(back)
    throw thrown
  }
}

/** The same file for whoever asked for it by the form and took the second step since; no other link opens it. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const asked = carried(locals.context, 'export', url.searchParams.get(CARRIED))
  if (!asked) redirect(303, '/people')
  return fileOf(locals, asked)
}

async function fileOf(locals: App.Locals, asked: Asked): Promise<Response> {
  const { locale, settings, context } = locals
  const { wings } = await viewActing(context)
  const exported = await exportPeople(context, { ...asked, placeId: asked.placeId ?? '' })
  return peopleFile(exported, {
    locale,
    wings,
    organisation: shellOf({ locale, settings, context }).organisation,
  })
}
