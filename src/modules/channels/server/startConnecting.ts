import { z } from 'zod'
import { hashOfToken, newToken } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { seal } from '#platform/keys/sealed.ts'
import { BY_SIGN_IN } from '../domain/platform.ts'
import { insertConnecting } from './connectingStore.ts'
import { keeper } from './keeping.ts'
import { appOf } from './oauth/app.ts'
import { authorizeAddress, newVerifier } from './oauth/authorize.ts'
import { mayKeepChannels } from './policy.ts'

const schema = z.object({ platform: z.enum(BY_SIGN_IN, { error: 'channels_platform_needed' }) })
/** What seals a sign-in that was begun: its secret opens for this row alone. */
export const verifierBound = (id: string): string => `channels.connecting.secret:${id}`

/**
 * Begins a sign-in at a platform: the address of its own page, on which the administrator says yes for an account of the organisation's. What comes
 * back is bound to her session by a word that is used once.
 * @throws Refusal forbidden, secondStepNeeded, unavailable when the environment names no app
 */
export async function startConnecting(
  ctx: Context,
  input: z.input<typeof schema>,
): Promise<{ readonly address: string }> {
  const { platform } = parse(schema, input)
  const { sessionId } = keeper(ctx.actor, mayKeepChannels)
  const app = appOf(ctx.platform.environment, platform)
  if (!app) throw new Refusal('badInput', { reason: 'channels_no_app' })
  const [id, state, verifier] = [uuidv7(ctx.now), newToken(), newVerifier()]
  return ctx.transaction(async (tx) => {
    await insertConnecting(tx, {
      id,
      stateHash: hashOfToken(state),
      platform,
      sessionId,
      secretSealed: seal(ctx.platform.keys, verifier, verifierBound(id)),
    })
    record(tx, 'channels.startConnecting', `connecting:${id}`, { platform })
    return { address: authorizeAddress(ctx.platform.environment, platform, app, state, verifier) }
  })
}
