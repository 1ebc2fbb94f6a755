import type { RequestEvent } from '@sveltejs/kit'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { CARRIED, carried, carry, carrying } from '#platform/web/carried.ts'
import { revealPhone } from '#modules/people/server/revealPhone.ts'

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
  const { command = '', personId = person ?? '' } = fields
  const token =
    locals.context.actor.kind === 'person' ? carry(locals.context, 'reveal', { command, personId }) : ''
  const back = carrying(url, token)
  back.hash = `call-${personId}`
  return attemptInWords(back, { personId }, async () => ({
    revealed: { personId, phone: await revealPhone(locals.context, { command, personId }) },
  }))
}

/** The phone whose opening was asked for before the second step; its command makes a page that is loaded again note nothing twice. */
export async function resumeReveal({
  locals,
  url,
}: Pick<Visit, 'locals' | 'url'>): Promise<Revealed | undefined> {
  const fields = carried(locals.context, 'reveal', url.searchParams.get(CARRIED))
  if (!fields) return undefined
  const { command = '', personId = '' } = fields
  try {
    return { personId, phone: await revealPhone(locals.context, { command, personId }) }
  } catch (thrown) {
    // The page stands without it, with the form to try again; the form says why.
    if (isRefusal(thrown)) return undefined
    throw thrown
  }
}
