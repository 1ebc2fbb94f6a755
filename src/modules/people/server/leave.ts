import { z } from 'zod'
import { signOutPersons } from '#platform/accounts/signOutPersons.ts'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after } from '../domain/ladder.ts'
import type { Person } from '../domain/person.ts'
import { appointmentsOf, endAppointmentsOf } from './appointmentStore.ts'
import { revokeCards } from './cardStore.ts'
import { withdrawConsents } from './consentStore.ts'
import { revokeInvitationsOf } from './invitationStore.ts'
import { eraseIdentities } from './forgettingStore.ts'
import { keepAnAdmin } from './keepAnAdmin.ts'
import { lockSelf } from './lockSelf.ts'
import { savePerson } from './personStore.ts'
import { revokeStandingVouch } from './vouchStore.ts'

const schema = z.object({ command: commandId })
export type Leave = z.input<typeof schema>

/**
 * Leaves the organisation: every agreement, appointment, invitation, vouch, card and session ends at once. Name and phone are removed after
 * LEFT_DAYS, so that a mistake can be mended until then.
 * @throws Refusal changedMeanwhile for the last administrator: somebody else must be able to appoint people first
 */
export async function leave(ctx: Context, input: Leave): Promise<void> {
  const asked = parse(schema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.leave', input: asked }, async () => {
      await depart(tx, await lockSelf(tx), 'people.leave')
    }),
  )
}

/**
 * Leaves and is forgotten: name and phone go at once. What the law makes us keep (that somebody agreed and withdrew, without saying who) is
 * deleted by the nightly job when its time is over.
 * @throws Refusal as leave
 */
export async function eraseMe(ctx: Context, input: Leave): Promise<void> {
  const asked = parse(schema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.eraseMe', input: asked }, async () => {
      const self = await lockSelf(tx)
      await depart(tx, self, 'people.eraseMe')
      await eraseIdentities(tx, ctx.platform.keys, [self.id])
    }),
  )
}

async function depart(tx: Transaction, self: Person, verb: string): Promise<void> {
  const state = after(self.state, 'left', false)
  if (state) {
    await keepAnAdmin(tx, await appointmentsOf(tx, self.id))
    await withdrawConsents(tx, self.id)
    await endAppointmentsOf(tx, self.id)
    await revokeInvitationsOf(tx, self.id)
    await revokeCards(tx, self.id)
    await revokeStandingVouch(tx, self.id)
    await savePerson(tx, self.id, { state })
    // Her other phones too: what they show is no longer hers.
    await signOutPersons(tx, [self.id])
    await announce(tx, 'people.left', { personId: self.id, placeId: self.placeId, wing: self.wing })
  }
  record(tx, verb, `person:${self.id}`, {})
}
