import type { RequestEvent } from '@sveltejs/kit'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { revealPhone } from '#modules/people/server/revealPhone.ts'
import { callAnchor } from '#modules/people/ui/answer.ts'

/** Opens a phone from a form; the page that comes back stands where the number does. */
export async function revealDoor({ locals, url, request }: RequestEvent, person?: string) {
  const fields = await readForm(request)
  const { command = '', personId = person ?? '', reason = '' } = fields
  const page = new URL(url)
  page.hash = callAnchor(personId)
  return attemptInWords(page, { personId, reason }, async () => {
    // A page that asks why hears it before the second step, not after.
    if (fields.reason === '')
      throw new Refusal('badInput', { fields: { reason: 'people_c_reveal_why_needed' } })
    return { revealed: { personId, phone: await revealPhone(locals.context, { command, personId, reason }) } }
  })
}
