import type { Context } from '#platform/context.ts'
import type { Platform } from '../../domain/platform.ts'
import { isYes } from '../adapters/adapter.ts'
import { addressesOf } from '../adapters/addresses.ts'
import { Conversation } from '../adapters/conversation.ts'
import type { Token } from '../channelStore.ts'
import { appOf, basicOf } from './app.ts'

/** Whoever disconnects waits for it; the sign-in here is destroyed already. */
const PATIENCE_MS = 10_000

/**
 * Tells a platform that a sign-in is over (RFC 7009): with the renewing token all that was got by it ends. Meta's Pages and Telegram's bots know no such
 * word from an app; there a person takes the access away.
 * @returns whether the platform said yes
 */
export async function revoke({ platform }: Context, on: Platform, token: Token): Promise<boolean> {
  if (on !== 'youtube' && on !== 'x') return false
  const app = appOf(platform.environment, on)
  if (!app) return false
  const addresses = addressesOf(platform.environment)
  const reply = await new Conversation(platform, [token.access, token.refresh ?? '', app.secret]).ask({
    method: 'POST',
    address: on === 'youtube' ? addresses.youtube.revoke : `${addresses.x.api}/oauth2/revoke`,
    timeoutMs: PATIENCE_MS,
    headers: on === 'x' ? basicOf(app) : {},
    form: { token: token.refresh ?? token.access, ...(on === 'x' && { client_id: app.id }) },
  })
  return isYes(reply)
}
