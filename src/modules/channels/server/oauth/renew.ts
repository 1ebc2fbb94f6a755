import type { Context } from '#platform/context.ts'
import type { Platform } from '../../domain/platform.ts'
import { isYes } from '../adapters/adapter.ts'
import { addressesOf } from '../adapters/addresses.ts'
import { at, Conversation, textAt } from '../adapters/conversation.ts'
import type { Token } from '../channelStore.ts'
import { appOf, basicOf } from './app.ts'

/** The channel's row is held all the while: shorter than the database bears it (platform/database/pool.ts). */
const PATIENCE_MS = 20_000

export interface Granted {
  readonly token: Token
  /** Until the short token ends; undefined where nobody says. */
  readonly seconds: number | undefined
}

/** Gets a new short token by the renewing one (RFC 6749 §6). Pages of Facebook have none: their sign-in is made anew by a person. @returns undefined when there is none to get */
export async function renew({ platform }: Context, on: Platform, token: Token): Promise<Granted | undefined> {
  if ((on !== 'youtube' && on !== 'x') || token.refresh === undefined) return undefined
  const app = appOf(platform.environment, on)
  if (!app) return undefined
  const addresses = addressesOf(platform.environment)
  const talk = new Conversation(platform, [token.access, token.refresh, app.secret])
  const reply = await talk.ask({
    method: 'POST',
    address: on === 'youtube' ? addresses.youtube.token : `${addresses.x.api}/oauth2/token`,
    timeoutMs: PATIENCE_MS,
    headers: on === 'x' ? basicOf(app) : {},
    form: { grant_type: 'refresh_token', refresh_token: token.refresh, client_id: app.id, ...(on === 'youtube' && { client_secret: app.secret }) },
  })
  const access = isYes(reply) ? textAt(reply.json, 'access_token') : undefined
  if (access === undefined || !isYes(reply)) return undefined
  const seconds = Number(at(reply.json, 'expires_in'))
  return { token: { access, refresh: textAt(reply.json, 'refresh_token') ?? token.refresh }, seconds: Number.isFinite(seconds) ? seconds : undefined }
} // prettier-ignore
