import { redirect } from '@sveltejs/kit'
import { m } from '#paraglide/messages.js'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { CARRIED, carried, carry, carrying } from '#platform/web/carried.ts'
import { exportPeople } from '#modules/people/server/exportPeople.ts'
import { indianDay } from '#modules/people/domain/term.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { inLanguage, stateWords } from '#modules/people/ui/words.ts'
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
  }
  try {
    return await fileOf(locals, asked)
  } catch (thrown) {
    const back = new URL('/people', url)
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') {
      // After the second step the list opens as it was and fetches the file by itself.
      const list = { text: asked.text, place: asked.placeId, wing: asked.wing, state: asked.state }
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
  const hindi = locals.locale === 'hi'
  const people = await exportPeople(locals.context, { ...asked, placeId: asked.placeId ?? '' })
  const { wings } = await viewActing(locals.context)
  const nameOfWing = (number: number): string => {
    const wing = wings.find((one) => one.number === number)
    return wing ? inLanguage(wing, locals.locale) : ''
  }
  const heading = [
    m.people_c_name(),
    m.people_c_booth(),
    m.people_c_place(),
    m.people_c_wing(),
    m.people_c_state(),
    m.people_c_since(),
  ]
  const rows = people.map((line) => [
    hindi ? line.name : line.nameLatin,
    [line.placeCode, hindi ? line.placeHi : line.placeEn].filter((part) => part !== null).join(' '),
    (hindi ? line.parentHi : line.parentEn) ?? '',
    nameOfWing(line.wing),
    stateWords[line.state](),
    indianDay(line.appliedAt),
  ])
  return new Response(spreadsheet([heading, ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${m.people_c_export_file()}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
