import { viewRecallLog } from '#modules/campaigns/server/viewKit.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'
import type { RequestHandler } from './$types'

/** The proof of a recall as a file: each phone by a digest, its constituency, when it fetched the kit and when it was told, or when its sign-in ended. No name. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { kit, lines } = await viewRecallLog(locals.context, params.kit)
  const rows = lines.map(({ phone, place, fetchedAt, toldAt, isOver, overAt }) => [phone, place, fetchedAt.toISOString(), toldAt?.toISOString() ?? '', overAt?.toISOString() ?? (isOver ? 'long ago' : '')])
  const head = [['recalled', kit.recalledAt?.toISOString() ?? ''], ['phone', 'place', 'fetched', 'told', 'sign-in ended']]
  return new Response(spreadsheet([...head, ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="recall-${kit.id}.csv"`,
      'cache-control': 'no-store',
    },
  })
} // prettier-ignore
