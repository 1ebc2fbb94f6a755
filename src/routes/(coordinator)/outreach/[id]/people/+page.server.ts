import { listDeliveries } from '#modules/outreach/server/viewMessage.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? undefined
  const list = await listDeliveries(locals.context, {
    messageId: params.id,
    channel: asked('channel'),
    state: asked('state'),
    after: asked('after'),
  })
  return {
    messageId: params.id,
    locale: locals.locale,
    list: {
      ...list,
      rows: list.rows.map((row) => ({
        ...row,
        words: row.reason === null ? undefined : wordsOf(row.reason),
      })),
    },
  }
}
