import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { mustSayWhy, revealSchema, type RevealPhone } from '../domain/reveal.ts'
import { consentsOf } from './consentStore.ts'
import { lookOnce } from './lookOnce.ts'
import { findPerson, phoneOf } from './personStore.ts'
import { mayReveal } from './policy.ts'
import { noteSighting, phonesSeenSince } from './sightingStore.ts'

/** Different people whose phones one coordinator may open in 24 hours: a booth round needs fewer, a harvest more. */
export const REVEALS_A_DAY = 60

/**
 * Opens one phone number, notes who did, and tells it. The person herself sees the note. A replay within minutes is the same look while
 * the number is the same (lookOnce).
 * @returns the phone, E.164
 * @throws Refusal secondStepNeeded
 * @throws Refusal gone of somebody who left
 * @throws Refusal badInput without a reason, of somebody who has not agreed to calls
 * @throws Refusal tooOften beyond REVEALS_A_DAY different people
 */
export async function revealPhone(ctx: Context, input: RevealPhone): Promise<string> {
  const { command, personId, reason } = parse(revealSchema, input)
  return ctx.transaction(async (tx) => {
    const actor = requireSecondStep(ctx.actor)
    const person = await findPerson(tx, personId)
    if (!person) throw new Refusal('notFound', { reason: 'people_c_person_unknown' })
    authorise(mayReveal(actor, person))
    // Who left is not called any more: what is kept of her until it is deleted is for that alone.
    if (person.state === 'left') throw new Refusal('gone')
    const consents = await consentsOf(tx, personId)
    const agreedTo = consents.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ purpose }) => purpose)
    if (!reason && mustSayWhy(person.state, agreedTo))
      throw new Refusal('badInput', { fields: { reason: 'people_c_reveal_why_needed' } })
    const { keys } = ctx.platform
    const phone = await phoneOf(tx, keys, personId)
    if (phone === undefined) throw new Refusal('gone')
    const look = {
      command,
      verb: 'people.revealPhone',
      of: { personId, ...(reason ? { reason } : {}) },
      shown: phone,
    }
    await lookOnce(tx, keys, look, async () => {
      const seen = await phonesSeenSince(tx, actor.personId, new Date(ctx.now.getTime() - DAY_MS))
      if (seen >= REVEALS_A_DAY)
        throw new Refusal('tooOften', { reason: 'people_c_reveals_used_up', retryAfterSeconds: 3600 })
      await noteSighting(tx, personId, actor.personId, 'phone')
      record(tx, 'people.revealPhone', `person:${personId}`, reason ? { reason } : {})
    })
    return phone
  })
}
