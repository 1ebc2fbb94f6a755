import { spreadsheet } from '#platform/web/spreadsheet.ts'
import { TEMPLATE_LINES, templateHeadings } from '#modules/places/domain/restructure/columns.ts'
import { LINE_FIELDS } from '#modules/places/domain/restructure/line.ts'
import type { RequestHandler } from './$types'

/** An empty plan with one made-up line of each kind. */
export const GET: RequestHandler = () =>
  new Response(
    spreadsheet([
      templateHeadings(),
      ...TEMPLATE_LINES.map((line) => LINE_FIELDS.map((field) => line[field] ?? '')),
    ]),
    {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="restructure.csv"',
      },
    },
  )
