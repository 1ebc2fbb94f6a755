import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import pg from 'pg'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import type { StartedHouse } from './startedHouse.ts'

/** BUDGETS.codePerPhone. */
const CODES_AN_HOUR = 5

/** What strangers can do to a phone by typing it into the join form. */
export function joinBudgetTests(house: () => StartedHouse): void {
  const joinAs = (name: string, phone: string, change: Record<string, string> = {}) =>
    house().ask('/join?/join', {
      from: '127.0.5.1',
      form: { command: uuidv7(), name, phone, adult: 'on', membership: 'on', ...change },
    })

  async function personsBehind(phone: string): Promise<number> {
    const keys = openKeyRing(join(house().home, 'organisation/keys'))
    const url = new URL(house().superuserUrl())
    url.pathname = '/karyakarta_organisation'
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    try {
      const { rows } = await client.query<{ count: number }>(
        'select count(*)::int as count from people.person where phone_index = $1',
        [blindIndex(keys, phone)],
      )
      return rows[0]!.count
    } finally {
      await client.end()
    }
  }

  describe('the join form', () => {
    it('makes no more persons behind a phone than the phone may get codes', async () => {
      const phone = '+916200000123'
      // What the form itself refuses costs the phone nothing.
      for (let index = 0; index < CODES_AN_HOUR; index++)
        expect((await joinAs('Nobody', phone, { adult: '' })).status).toBe(400)
      const outcomes: number[] = []
      for (const letter of 'abcdefgh')
        outcomes.push((await joinAs(`Ghost ${letter.repeat(3)}`, phone)).status)
      expect(outcomes).toEqual([303, 303, 303, 303, 303, 429, 429, 429])
      expect(await personsBehind(phone)).toBe(CODES_AN_HOUR)
    })
  })
}
