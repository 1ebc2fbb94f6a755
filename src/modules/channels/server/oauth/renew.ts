import type { Context } from '#platform/context.ts'
import type { Platform } from '../../domain/platform.ts'
import { isYes, noOf } from '../adapters/adapter.ts'
import { addressesOf } from '../adapters/addresses.ts'
import { Conversation, secondsAt, tokenAt } from '../adapters/conversation.ts'
import type { Token } from '../channelStore.ts'
import { appOf, basicOf } from './app.ts'

/** The channel's row is held all the while: shorter than the database bears it (platform/database/pool.ts). */
const PATIENCE_MS = 20_000

export interface Granted {
  readonly token: Token
  /** Until the short token ends; null where nobody says. */
  readonly seconds: number | null
}

/**
 * Gets a new short token by the renewing one (RFC 6749 §6). Pages of Facebook have none: their sign-in is made anew by a person.
 * @returns no: there is none to get; later: whoever gives them is away, and the sign-in may be as good as it was
 */
export async function renew(
  { platform }: Context,
  on: Platform,
  token: Token,
): Promise<Granted | 'no' | 'later'> {
  if ((on !== 'youtube' && on !== 'x') || token.refresh === undefined) return 'no'
  const app = appOf(platform.environment, on)
  if (!app) return 'no'
  const addresses = addressesOf(platform.environment)
  const talk = new Conversation(platform, [token.access, token.refresh, app.secret])
  const reply = await talk.ask({
    method: 'POST',
    address: on === 'youtube' ? addresses.youtube.token : `${addresses.x.api}/oauth2/token`,
    timeoutMs: PATIENCE_MS,
    headers: on === 'x' ? basicOf(app) : {},
    form: {
      grant_type: 'refresh_token',
      refresh_token: token.refresh,
      client_id: app.id,
      ...(on === 'youtube' && { client_secret: app.secret }),
    },
  })
  if (!isYes(reply))
    return ['refused', 'signed_out'].includes(noOf(reply, () => ({ told: '' })).kind) ? 'no' : 'later'
  const access = tokenAt(reply.json, 'access_token')
  if (access === undefined) return 'later'
  return {
    token: { access, refresh: tokenAt(reply.json, 'refresh_token') ?? token.refresh },
    seconds: secondsAt(reply.json, 'expires_in'),
  }
}
