import { json } from '@sveltejs/kit'
import { takeReports } from '#modules/outreach/server/takeReports.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { RequestHandler } from './$types'

/** The SMS gateway's door: what became of messages, and STOP from phones (docs/formats/sms-gateway.md). */
export const POST: RequestHandler = async ({ request, locals }) => {
  const body: unknown = await request.json().catch((cause: unknown) => {
    if ((cause as { status?: unknown } | null)?.status === 413) throw new Refusal('tooLarge', { cause })
    return undefined
  })
  return json(await takeReports(locals.context, request.headers.get('x-gateway-secret'), body))
}
