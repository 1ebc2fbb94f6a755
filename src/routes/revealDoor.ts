import type { RequestEvent } from '@sveltejs/kit'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { CARRIED, carried, carry, carrying } from '#platform/web/carried.ts'
import { revealPhone } from '#modules/people/server/revealPhone.ts'
import { callAnchor } from '#modules/people/ui/answer.ts'

type Visit = Pick<RequestEvent, 'locals' | 'url' | 'request'>

/** A phone that was opened, and whose. */
export interface Revealed {
  readonly personId: string
  /** E.164 */
  readonly phone: string
}

/** Opens a phone from a form. Where the second step is wanted, the same opening goes on after it: `resumeReveal`. */
export async function revealDoor({ locals, url, request }: Visit, person?: string) {
  const fields = await readForm(request)
  const { command = '', personId = person ?? '', reason = '' } = fields
  const token =
    locals.context.actor.kind === 'person'
      ? carry(locals.context, 'reveal', { command, personId, reason: reason.slice(0, 20) })
      : ''
  return attemptInWords(carrying(url, token, callAnchor(personId)), { personId, reason }, async () => {
    // A page that asks why hears it before the second step, not after.
    if (fields.reason === '')
      throw new Refusal('badInput', { fields: { reason: 'people_c_reveal_why_needed' } })
    return { revealed: { personId, phone: await revealPhone(locals.context, { command, personId, reason }) } }
  })
}

/** The phone whose opening was asked for before the second step; its command makes a page that is loaded again note nothing twice. */
export async function resumeReveal({
  locals,
  url,
}: Pick<Visit, 'locals' | 'url'>): Promise<Revealed | undefined> {
  const fields = carried(locals.context, 'reveal', url.searchParams.get(CARRIED))
  if (!fields) return undefined
  const { command = '', personId = '', reason = '' } = fields
  try {
    return { personId, phone: await revealPhone(locals.context, { command, personId, reason }) }
  } catch (thrown) {
    // The page stands without it, with the form to try again; the form says why.
    if (isRefusal(thrown)) return undefined
    throw thrown
  }
}
