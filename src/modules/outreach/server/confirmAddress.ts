import { systemActor } from '#platform/access/actor.ts'
import { hashOfToken } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { actingAs, type Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { confirmByToken } from './channelStore.ts'

/**
 * Confirms an address by the link that was sent there, for whoever opens it and presses the button (a look by a mail scanner does not). It
 * tells nothing about whose it is.
 * @throws Refusal gone for a link that is none of ours, used or older than a day
 */
export async function confirmAddress(ctx: Context, token: string): Promise<void> {
  await actingAs(ctx, systemActor('mail link')).transaction(async (tx) => {
    const personId = await confirmByToken(tx, hashOfToken(token))
    if (personId === undefined) throw new Refusal('gone', { reason: 'outreach_link_old' })
    record(tx, 'outreach.confirmAddress', `person:${personId}`, {})
  })
}
