import { requireId } from '#platform/errors/requireId.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { faultyLines } from '#modules/places/server/restructure/faultyLines.ts'
import type { RequestHandler } from './$types'

/** The lines of a plan that must be mended, as a file that can be sent in again. */
export const GET: RequestHandler = async (event) => {
  const { locals, params } = event
  requireId(params.id, 'places_r_unknown')
  const file = await orSecondStep(event, () =>
    faultyLines(locals.context, params.id, (id, inputs) => [
      wordsIfAny(id, 'hi', inputs) ?? id,
      wordsIfAny(id, 'en', inputs) ?? id,
    ]),
  )
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="lines-${params.id.slice(-12)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
