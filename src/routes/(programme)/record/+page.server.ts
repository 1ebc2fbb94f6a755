import { myRecord } from '#modules/people/server/myRecord.ts'
import { myStanding } from '#modules/people/server/myStanding.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { consents: _consents, ...record } = await myRecord(locals.context)
  const { coordinator } = await myStanding(locals.context)
  return { record, supervisor: coordinator }
}
