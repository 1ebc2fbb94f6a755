import { systemActor } from '#platform/access/actor.ts'
import { record } from '#platform/audit/append.ts'
import { actingAs, type Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { withdrawChannel } from './channelStore.ts'
import { personOfLink } from './unsubscribeToken.ts'

/**
 * Ends e-mail to whoever's link it is, with one POST and nothing else to do (RFC 8058); repeated it changes nothing. The address stays until
 * she removes it: giving again is as easy.
 * @throws Refusal notFound for a link that is none of ours
 */
export async function stopByLink(ctx: Context, token: string): Promise<void> {
  const { keys, environment } = ctx.platform
  const personId = personOfLink(keys, environment.edition, token)
  if (personId === undefined) throw new Refusal('notFound', { reason: 'outreach_link_unknown' })
  await actingAs(ctx, systemActor('mail link')).transaction(async (tx) => {
    if ((await withdrawChannel(tx, personId, 'email')) > 0)
      record(tx, 'outreach.stopChannel', `person:${personId}`, { channel: 'email', how: 'link' })
  })
}
