import { m } from '#paraglide/messages.js'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { exportPeople } from '#modules/people/server/index.ts'
import { spreadsheet } from '#modules/people/domain/spreadsheetCell.ts'
import { stateWords } from '#modules/people/ui/words.ts'
import type { RequestHandler } from './$types'

/** The list as a file. A form post, never a link: it changes something, every person in it learns who exported. */
export const POST: RequestHandler = async ({ locals, request, url }) => {
  const fields = await readForm(request)
  const hindi = locals.locale === 'hi'
  try {
    const people = await exportPeople(locals.context, { ...fields, placeId: fields.placeId ?? '' })
    const heading = [
      m.people_c_name(),
      m.people_c_booth(),
      m.people_c_place(),
      m.people_c_state(),
      m.people_c_since(),
    ]
    const rows = people.map((line) => [
      hindi ? line.name : line.nameLatin,
      [line.placeCode, hindi ? line.placeHi : line.placeEn].filter((part) => part !== null).join(' '),
      (hindi ? line.parentHi : line.parentEn) ?? '',
      stateWords[line.state](),
      line.appliedAt.toISOString().slice(0, 10),
    ])
    return new Response(spreadsheet([heading, ...rows]), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${m.people_c_export_file()}.csv"`,
        'cache-control': 'no-store',
      },
    })
  } catch (thrown) {
    const back = new URL('/people', url)
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') toSignIn(back, true)
    if (isRefusal(thrown) && thrown.id === 'notSignedIn') toSignIn(back)
    throw thrown
  }
}
