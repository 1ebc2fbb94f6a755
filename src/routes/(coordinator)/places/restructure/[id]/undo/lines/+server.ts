import { requireId } from '#platform/errors/requireId.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { undoLines } from '#modules/places/server/restructure/undoLines.ts'
import type { RequestHandler } from './$types'

/** Lines for what an undo keeps, as a plan that a person completes and sends in. */
export const GET: RequestHandler = async (event) => {
  const { locals, params } = event
  requireId(params.id, 'places_r_unknown')
  const file = await orSecondStep(event, () =>
    undoLines(locals.context, params.id, (id) => [wordsIfAny(id, 'hi') ?? id, wordsIfAny(id, 'en') ?? id]),
  )
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="kept-${params.id.slice(-12)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
