import { listRegistrations, printRegistrations } from '#modules/events/server/listRegistrations.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = { eventId: params.id, quotaId: url.searchParams.get('quota') ?? undefined }
  const { quotas } = await listRegistrations(locals.context, { eventId: params.id })
  return {
    printed: await printRegistrations(locals.context, asked),
    quotas,
    quotaId: asked.quotaId,
    eventId: params.id,
    locale: locals.locale,
  }
}
