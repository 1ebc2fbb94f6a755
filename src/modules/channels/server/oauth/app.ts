import type { Environment } from '#platform/environment/environment.ts'
import type { BySignIn } from '../../domain/platform.ts'

/** The organisation's own app at a platform, from the environment (docs/operations.md). */
export interface App {
  readonly id: string
  readonly secret: string
}

/** @returns undefined when the environment names none */
export function appOf(environment: Environment, platform: BySignIn): App | undefined {
  const {
    YOUTUBE_CLIENT_ID,
    YOUTUBE_CLIENT_SECRET,
    META_APP_ID,
    META_APP_SECRET,
    X_CLIENT_ID,
    X_CLIENT_SECRET,
  } = environment
  const [id, secret] = {
    youtube: [YOUTUBE_CLIENT_ID, YOUTUBE_CLIENT_SECRET],
    facebook: [META_APP_ID, META_APP_SECRET],
    instagram: [META_APP_ID, META_APP_SECRET],
    x: [X_CLIENT_ID, X_CLIENT_SECRET],
  }[platform]
  return id && secret ? { id, secret } : undefined
}

/** How a confidential client names itself (RFC 6749 §2.3.1). */
export const basicOf = ({ id, secret }: App) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
})
