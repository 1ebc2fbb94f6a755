import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { cleanUpAccounts } from '#platform/accounts/cleanUp.ts'
import { cookieNames } from '#platform/accounts/cookies.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { listDevices, revokeSession, signOutEverywhere } from '#platform/accounts/devices.ts'
import { howSessionEnded } from '#platform/accounts/howSessionEnded.ts'
import { resolveSession } from '#platform/accounts/resolveSession.ts'
import { SESSION_LASTS_MS } from '#platform/accounts/session.ts'
import type { Platform } from '#platform/context.ts'
import { openDatabase, type OpenDatabase } from '#platform/database/pool.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { freshPhone, personsBehind, signIn } from './signInFixture.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let second: OpenDatabase
/** Another process of the same edition: its own pool on the same database. */
let otherProcess: Platform
beforeAll(async () => {
  house = await testPlatform()
  second = openDatabase(house.url, 2)
  otherProcess = { ...house.platform, db: second.db }
})
afterAll(async () => {
  await second.close()
  await house.close()
})

async function someone(): Promise<string> {
  const phone = freshPhone()
  await personsBehind(house, phone, ['गीता'])
  return phone
}

describe('a session', () => {
  it('that is revoked in one process is over at the next request in another', async () => {
    const { token, session } = await signIn(house, await someone())
    expect(await resolveSession(otherProcess, token)).toMatchObject({ id: session.id })
    await revokeSession(house.as(NOBODY), session, { sessionId: session.id })
    expect(await resolveSession(otherProcess, token)).toBeUndefined()
    expect(await resolveSession(house.platform, token)).toBeUndefined()
  })

  it('of one edition is nobody in the other, whose cookie has another name', async () => {
    const programme = await testPlatform('programme')
    const { token, session } = await signIn(house, await someone())
    expect(await resolveSession(house.platform, token)).toMatchObject({ id: session.id })
    expect(await resolveSession(programme.platform, token)).toBeUndefined()
    const names = ['organisation', 'programme'].flatMap((edition) =>
      [false, true].flatMap((isHttps) => Object.values(cookieNames(edition as EditionName, isHttps))),
    )
    expect(new Set(names).size).toBe(12)
    await programme.close()
  })

  it('ends after ninety days without a visit, and each visit begins them anew', async () => {
    const { token } = await signIn(house, await someone())
    const travel = (days: number) => house.clock.moveTo(new Date(NOON.getTime() + days * 86_400_000))
    travel(89)
    expect(await resolveSession(house.platform, token)).toBeDefined()
    travel(178)
    expect(await resolveSession(house.platform, token)).toBeDefined()
    house.clock.moveTo(new Date(NOON.getTime() + 178 * 86_400_000 + SESSION_LASTS_MS))
    expect(await resolveSession(house.platform, token)).toBeUndefined()
    house.clock.moveTo(NOON)
  })

  it('that ended says how: by somebody elsewhere, or unused for months; nothing is said of a cookie that is none of ours', async () => {
    const [one, other] = [await signIn(house, await someone()), await signIn(house, await someone())]
    const how = (token: string | undefined) => howSessionEnded(house.platform, token)
    expect(await how(one.token)).toBeUndefined()
    await revokeSession(house.as(NOBODY), one.session, { sessionId: one.session.id })
    expect(await how(one.token)).toBe('elsewhere')
    house.clock.moveTo(new Date(NOON.getTime() + SESSION_LASTS_MS + 1))
    expect(await how(other.token)).toBe('expired')
    for (const token of [undefined, '', 'x'.repeat(43), 'x'.repeat(5000)])
      expect(await how(token)).toBeUndefined()
    house.clock.moveTo(NOON)
  })

  it('notes a visit at most every five minutes', async () => {
    const { token, session } = await signIn(house, await someone())
    const seen = async () =>
      (
        await sql<{ seen_at: Date }>`select seen_at from accounts.session where id = ${session.id}`.execute(
          house.platform.db,
        )
      ).rows[0]!.seen_at.getTime() - NOON.getTime()
    house.clock.moveTo(new Date(NOON.getTime() + 4 * 60_000))
    await resolveSession(house.platform, token)
    expect(await seen()).toBe(0)
    house.clock.moveTo(new Date(NOON.getTime() + 6 * 60_000))
    await resolveSession(house.platform, token)
    expect(await seen()).toBe(6 * 60_000)
    house.clock.moveTo(NOON)
  })

  it('is found by its token alone, never by its id, its hash or something long', async () => {
    const { token, session } = await signIn(house, await someone())
    for (const wrong of [session.id, `${token}x`, token.slice(1), '', 'x'.repeat(100_000)])
      expect(await resolveSession(house.platform, wrong)).toBeUndefined()
  })

  it("is listed with one's other devices; one ends another's only of one's own", async () => {
    const phone = await someone()
    const here = await signIn(house, phone)
    const there = await signIn(house, phone)
    const stranger = await signIn(house, await someone())
    const devices = await listDevices(house.as(NOBODY), here.session)
    expect(devices.map((device) => [device.sessionId, device.isThis]).sort()).toEqual(
      [
        [here.session.id, true],
        [there.session.id, false],
      ].sort(),
    )
    await revokeSession(house.as(NOBODY), here.session, { sessionId: stranger.session.id })
    expect(await resolveSession(house.platform, stranger.token)).toBeDefined()
    await revokeSession(house.as(NOBODY), here.session, { sessionId: there.session.id })
    expect(await resolveSession(house.platform, there.token)).toBeUndefined()
  })

  it('ends together with all others when one signs out everywhere', async () => {
    const phone = await someone()
    const tokens = [await signIn(house, phone), await signIn(house, phone), await signIn(house, phone)]
    expect(await signOutEverywhere(house.as(NOBODY), tokens[0]!.session)).toBe(3)
    for (const { token } of tokens) expect(await resolveSession(otherProcess, token)).toBeUndefined()
    const left =
      await sql`select from accounts.device where account_id = ${tokens[0]!.session.accountId}`.execute(
        house.platform.db,
      )
    expect(left.rows).toEqual([])
  })

  it('that is over is removed by the clean-up after its time, together with old codes; a live one stays', async () => {
    const over = await signIn(house, await someone())
    const live = await signIn(house, await someone())
    await revokeSession(house.as(NOBODY), over.session, { sessionId: over.session.id })
    house.clock.moveTo(new Date(NOON.getTime() + 31 * 86_400_000))
    const removed = await cleanUpAccounts(house.platform)
    expect(removed.challenges).toBeGreaterThan(1)
    expect(removed.sessions).toBeGreaterThanOrEqual(1)
    expect(await resolveSession(house.platform, live.token)).toBeDefined()
    const rows = await sql`select from accounts.session where id = ${over.session.id}`.execute(
      house.platform.db,
    )
    expect(rows.rows).toEqual([])
    house.clock.moveTo(NOON)
  })
})
