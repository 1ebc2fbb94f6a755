import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after, type PersonState } from '../domain/ladder.ts'
import { boothIdSchema } from '../domain/person.ts'
import { giveUpBooth } from './giveUpBooth.ts'
import { boothWithin } from './homePlace.ts'
import { lockSelf } from './lockSelf.ts'
import { settleOwnMissingBooths } from './missingBoothStore.ts'
import { savePerson } from './personStore.ts'
import { wholeState } from './placeOfStore.ts'

const schema = z.object({ command: commandId, boothId: boothIdSchema })
export type ChooseBooth = z.input<typeof schema>

/**
 * Chooses one's own home booth. Somebody who was vouched for at another booth waits for a vouch again: a vouch says that a person belongs
 * to *that* booth.
 * @throws Refusal badInput on `boothId`; forbidden for who is suspended, declined or has left; changedMeanwhile while an office ties
 * her to her booth
 */
export async function chooseBooth(ctx: Context, input: ChooseBooth): Promise<{ state: PersonState }> {
  const asked = parse(schema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.chooseBooth', input: asked }, async () => {
      const self = await lockSelf(tx)
      const booth = await boothWithin(tx, asked.boothId, await wholeState(tx))
      if (booth.id === self.placeId) return { state: self.state }
      const state = after(self.state, 'boothChosen', true)
      if (!state) throw new Refusal('forbidden', { reason: 'people_not_a_member' })
      const ended = await giveUpBooth(tx, self.id)
      await savePerson(tx, self.id, { state, place: booth })
      await settleOwnMissingBooths(tx, self.id, booth.id)
      record(tx, 'people.chooseBooth', `person:${self.id}`, {
        ...{ from: self.placeId, to: booth.id, state },
        appointmentsEnded: ended,
      })
      if (state === 'placed')
        await announce(tx, 'people.placed', { personId: self.id, placeId: booth.id, wing: self.wing })
      return { state }
    }),
  )
}
