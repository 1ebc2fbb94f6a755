import { createHash, randomBytes } from 'node:crypto'
import type { Environment } from '#platform/environment/environment.ts'
import type { BySignIn } from '../../domain/platform.ts'
import { addressesOf } from '../adapters/addresses.ts'
import type { App } from './app.ts'

/** What the house asks for, and no more: to post, to look whether it is there, to take it away. */
export const SCOPES: Readonly<Record<BySignIn, readonly string[]>> = {
  youtube: ['https://www.googleapis.com/auth/youtube.upload', 'https://www.googleapis.com/auth/youtube'],
  facebook: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'business_management'],
  instagram: [
    'pages_show_list',
    'pages_read_engagement',
    'instagram_basic',
    'instagram_content_publish',
    'business_management',
  ],
  x: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
}

/** A proof key (RFC 7636): 256 random bits. */
export const newVerifier = (): string => randomBytes(32).toString('base64url')
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

/** Where the platform sends the administrator back to; entered in the app exactly like this. */
export const returnAddress = ({ origin }: Environment, platform: BySignIn): string =>
  `${origin}/channels/connect/${platform}/back`

/** The platform's own page on which she says yes. */
export function authorizeAddress(
  environment: Environment,
  platform: BySignIn,
  app: App,
  state: string,
  verifier: string,
): string {
  const addresses = addressesOf(environment)
  const page = {
    youtube: addresses.youtube.authorize,
    facebook: addresses.meta.authorize,
    instagram: addresses.meta.authorize,
    x: addresses.x.authorize,
  }[platform]
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.id,
    redirect_uri: returnAddress(environment, platform),
    scope: SCOPES[platform].join(platform === 'youtube' || platform === 'x' ? ' ' : ','),
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    // Without these Google gives a sign-in of one hour.
    ...(platform === 'youtube' && { access_type: 'offline', prompt: 'consent' }),
  })
  return `${page}?${query}`
}
