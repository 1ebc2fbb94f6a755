import { requireId } from '#platform/errors/requireId.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { sayReason } from '#modules/people/domain/import/reason.ts'
import { badRows } from '#modules/people/server/import/badRows.ts'
import type { RequestHandler } from './$types'

const heading = (part: string, locale: 'hi' | 'en') => wordsIfAny(`people_import_bad_headings_${part}`, locale)! // prettier-ignore

/** The rows that could not be taken, as a file to mend and send in again; it comes piece by piece. */
export const GET: RequestHandler = async (event) => {
  const { locals, params } = event
  requireId(params.id, 'people_import_unknown')
  const pieces = await orSecondStep(event, () =>
    badRows(locals.context, params.id, {
      headings: [heading('hi', 'hi'), heading('en', 'en'), heading('line', locals.locale)],
      field: (field) => wordsIfAny(`people_import_f_${field}`, locals.locale) ?? field,
      reason: (reason, locale) => sayReason(reason, (id, inputs) => wordsIfAny(id, locale, inputs)),
    }),
  )
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => void pieces.return(undefined),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="rows-${params.id.slice(-12)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
