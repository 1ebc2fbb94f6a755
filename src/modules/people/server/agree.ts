import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isMember, type PersonState } from '../domain/ladder.ts'
import { agreeSchema, type Agree } from '../domain/person.ts'
import { giveConsents } from './consentStore.ts'
import { lockSelf } from './lockSelf.ts'
import { saveAgreed } from './personStore.ts'
import { provePhone } from './verifyPhone.ts'

/**
 * Agrees to be here, after somebody else put her on a list: only now does she count, for her booth and for whoever vouches. She came through
 * the phone's code, so the phone is proved with it. Repeated, it changes nothing.
 * @throws Refusal badInput on `adult` or `membership`, forbidden for who is no member
 */
export async function agree(ctx: Context, input: Agree): Promise<PersonState> {
  const { command, ...asked } = parse(agreeSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.agree', input: asked }, async () => {
      const self = await lockSelf(tx)
      if (!isMember(self.state)) throw new Refusal('forbidden', { reason: 'people_not_a_member' })
      if (!self.awaitsConsent) return self.state
      await giveConsents(tx, self.id, ['membership', ...asked.purposes], ctx.locale)
      await saveAgreed(tx, self.id)
      record(tx, 'people.agree', `person:${self.id}`, { purposes: asked.purposes })
      await announce(tx, 'people.applied', { personId: self.id, placeId: self.placeId, wing: self.wing })
      return provePhone(tx, { ...self, awaitsConsent: false })
    }),
  )
}
