import type { Environment } from '#platform/environment/environment.ts'
import { GRAPH_VERSION } from '../../domain/platformFacts.ts'

/** Where a platform's interface stands. In tests all of them stand on this machine. */
export function addressesOf({ CHANNELS_AT }: Environment) {
  const at = (name: string, real: string): string =>
    CHANNELS_AT === undefined ? real : `${CHANNELS_AT.replace(/\/$/, '')}/${name}`
  return {
    youtube: {
      api: `${at('youtube', 'https://www.googleapis.com')}/youtube/v3`,
      upload: `${at('youtube', 'https://www.googleapis.com')}/upload/youtube/v3`,
      authorize: `${at('google-accounts', 'https://accounts.google.com')}/o/oauth2/v2/auth`,
      token: `${at('google-oauth', 'https://oauth2.googleapis.com')}/token`,
      revoke: `${at('google-oauth', 'https://oauth2.googleapis.com')}/revoke`,
      page: 'https://www.youtube.com/watch?v=',
    },
    meta: {
      api: `${at('meta', 'https://graph.facebook.com')}/${GRAPH_VERSION}`,
      authorize: `${at('facebook', 'https://www.facebook.com')}/${GRAPH_VERSION}/dialog/oauth`,
    },
    x: {
      api: `${at('x', 'https://api.x.com')}/2`,
      authorize: `${at('x-web', 'https://x.com')}/i/oauth2/authorize`,
      page: 'https://x.com/i/status/',
    },
    telegram: {
      api: at('telegram', 'https://api.telegram.org'),
      web: at('telegram-web', 'https://t.me'),
    },
  }
}
export type Addresses = ReturnType<typeof addressesOf>
