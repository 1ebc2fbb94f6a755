import { viewRecallLog } from '#modules/campaigns/server/viewKit.ts'
import type { RequestHandler } from './$types'

/** The proof of a recall as a file: each phone by a digest, its constituency, when it fetched the kit and when it was told. No name. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { kit, lines } = await viewRecallLog(locals.context, params.kit)
  const rows = lines.map(({ phone, place, fetchedAt, toldAt }) =>
    [phone, `"${place.replaceAll('"', '""')}"`, fetchedAt.toISOString(), toldAt?.toISOString() ?? ''].join(','),
  )
  const head = `recalled,${kit.recalledAt?.toISOString() ?? ''}\nphone,place,fetched,told`
  return new Response(`\u{FEFF}${[head, ...rows].join('\n')}\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="recall-${kit.id}.csv"`,
      'cache-control': 'no-store',
    },
  })
} // prettier-ignore
