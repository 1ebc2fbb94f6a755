import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession } from '#platform/accounts/sessionStore.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { serve, type Serving } from './serving.ts'
import type { TwoEditions } from './twoEditions.ts'

/** What changes where a trusted proxy says that the browser spoke https to it. */
export function behindHttpsTests(both: () => TwoEditions): void {
  describe('behind a proxy that speaks https', () => {
    let behind: Serving
    beforeAll(async () => {
      const { variables } = both().organisation
      const house = { ...both().organisation, variables: { ...variables, TRUSTED_PROXY: '127.0.0.1' } }
      behind = await serve(house, join(both().folder, 'organisation', 'log', 'behind.log'))
    })
    afterAll(() => behind.close())

    const HOST = 'volunteers.example.org'
    /** The same request as the proxy passes it on: a browser that spoke https to it, or one that did not. */
    async function ask(scheme: 'https' | 'http', path: string, cookie = '', form?: Record<string, string>) {
      const body = form && new URLSearchParams(form).toString()
      const sent = request({
        host: '127.0.0.1',
        port: behind.port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        agent: false,
        headers: {
          host: HOST,
          accept: 'text/html',
          'x-forwarded-for': '203.0.113.9',
          'x-forwarded-proto': scheme,
          ...(cookie ? { cookie } : {}),
          ...(body === undefined
            ? {}
            : { origin: `${scheme}://${HOST}`, 'content-type': 'application/x-www-form-urlencoded' }),
        },
      })
      sent.end(body)
      const [answer] = (await once(sent, 'response')) as [IncomingMessage]
      answer.resume()
      const { 'set-cookie': cookies = [], location, 'strict-transport-security': hsts } = answer.headers
      return { status: answer.statusCode, cookies, location, hsts }
    }

    it('its cookies belong to this host alone, are sent by https alone, and every answer says so', async () => {
      const { status, cookies, hsts } = await ask('https', '/sign-in', '', { phone: '9829012345' })
      expect([status, hsts]).toEqual([303, 'max-age=31536000'])
      expect(cookies.map((line) => line.split('=')[0]).sort()).toEqual([
        '__Host-karyakarta_organisation_challenge',
        '__Host-karyakarta_organisation_device',
      ])
      for (const line of cookies) {
        expect(line).toMatch(/; Path=\/(;|$)/)
        expect(line).toMatch(/; Secure/)
        expect(line).not.toMatch(/Domain/i)
      }
      for (const path of ['/', '/robots.txt', '/no/such/page'])
        expect([path, (await ask('https', path)).hsts]).toEqual([path, 'max-age=31536000'])
    })

    it('over plain http nothing promises https, and the cookies keep their plain names', async () => {
      const { cookies, hsts } = await ask('http', '/sign-in', '', { phone: '9829012345' })
      expect(hsts).toBeUndefined()
      expect(cookies.map((line) => line.split('=')[0]).sort()).toEqual([
        'karyakarta_organisation_challenge',
        'karyakarta_organisation_device',
      ])
      for (const line of cookies) expect(line).not.toMatch(/Secure/)
    })

    it('a session opens under the prefixed name only: another host of the same domain cannot plant one', async () => {
      const accountId = uuidv7()
      const { token } = await both()
        .organisation.asSystem()
        .transaction(async (tx) => {
          await sql`insert into accounts.account (id, phone_sealed, phone_index, made_at)
        values (${accountId}, ${randomBytes(32)}, ${randomBytes(32)}, ${tx.now})`.execute(tx.db)
          return openSession(tx, { accountId, personId: null, deviceLabel: 'x', deviceHash: randomBytes(32) })
        })
      const where = async (name: string) =>
        (await ask('https', '/account', `${name}=${token}`)).location?.split('?')[0]
      expect(await where('__Host-karyakarta_organisation')).toBe('/sign-in/who')
      expect(await where('karyakarta_organisation')).toBe('/sign-in')
      const out = await ask('https', '/sign-out', `__Host-karyakarta_organisation=${token}`, {})
      expect(out.cookies.join()).toMatch(/__Host-karyakarta_organisation=;.*Secure/)
      expect(await where('__Host-karyakarta_organisation')).toBe('/sign-in')
    })
  })
}
