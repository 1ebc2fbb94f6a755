import { request } from 'node:http'
import type { EditionName, Environment } from '#platform/environment/environment.ts'
import { cookieNames } from '#platform/accounts/cookies.ts'

/** What a web server said to a browser that came with a cookie. */
export type Welcome = 'known' | 'stranger' | 'nobody answers'

const PATIENCE_MS = 10_000
/** Where the account's page sends a browser whose session is good but whose person is not chosen yet, and where it sends everybody else. */
const KNOWN = /^\/sign-in\/who\b/
const STRANGER = /^\/sign-in(\?|$)/

/**
 * Knocks at an edition's own web server over HTTP, past any proxy, as a browser with a session of nobody in particular.
 * @param named the edition under whose cookie name the token is sent
 * @throws Error for an answer that is neither: then nothing is proven
 */
export async function visit(
  { HOST, port, origin }: Environment,
  named: EditionName,
  token: string,
): Promise<Welcome> {
  const host = HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '::1' : HOST
  const headers = { host: new URL(origin).host, cookie: `${cookieNames(named).session}=${token}` }
  const answer = await knock({ host, port, path: '/account', headers, agent: false, timeout: PATIENCE_MS })
  if (answer === undefined) return 'nobody answers'
  const { status, location } = answer
  if (status === 303 && KNOWN.test(location)) return 'known'
  if (status === 303 && STRANGER.test(location)) return 'stranger'
  throw new Error(`${origin}/account answered ${status} ${location}`)
}

function knock(options: object): Promise<{ status: number; location: string } | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(options, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '' })
    })
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)))
    asked.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? resolve(undefined) : reject(error),
    )
    asked.end()
  })
}
