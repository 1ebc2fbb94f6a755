import { json } from '@sveltejs/kit'
import { readiness } from '#platform/telemetry/readiness.ts'
import type { RequestHandler } from './$types'

/** Whether a load balancer should send visitors here. */
export const GET: RequestHandler = async ({ locals }) => {
  const answer = await readiness(locals.context.platform, locals.edition.rooms)
  return json(answer, { status: answer.ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
}
