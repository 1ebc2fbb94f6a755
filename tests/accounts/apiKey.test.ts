import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { membershipOf } from '#modules/people/server/index.ts'
import { personActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { listMyApiKeys } from '#platform/accounts/listMyApiKeys.ts'
import { createApiKey, requireKeyScope, resolveApiKey, revokeApiKey } from '#platform/accounts/apiKey.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { freshPhone, personsBehind } from './signInFixture.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const resolve = (token: string, at = house) => resolveApiKey(at.platform, `Bearer ${token}`, membershipOf)
async function keyOf(at = house, scopes: ('read' | 'write')[] = ['read']) {
  const [personId] = await personsBehind(at, freshPhone(), ['कमला'], 'coordinator')
  return {
    personId: personId!,
    ...(await createApiKey(at.asSystem(), { personId: personId!, name: 'निर्यात', scopes })),
  }
}
const asPerson = (personId: string, assurance: 1 | 2) =>
  house.as(personActor({ personId, accountId: personId, sessionId: personId, assurance, authorities: [] }))

describe('an API key', () => {
  it("acts with its person's authority, at assurance 1, and lies hashed", async () => {
    const key = await keyOf()
    expect(key.token).toMatch(/^kk_organisation_[\w-]{43}$/)
    const resolved = (await resolve(key.token))!
    expect(resolved.actor).toMatchObject({
      personId: key.personId,
      assurance: 1,
      authorities: [{ role: 'coordinator' }],
    })
    const rows = await sql<{ text: string }>`select k::text as text from accounts.api_key k`.execute(
      house.platform.db,
    )
    for (const { text } of rows.rows) expect(text).not.toContain(Buffer.from(key.token).toString('hex'))
  })

  it('of another edition is refused, also when it claims to be of this one; each works at home', async () => {
    const programme = await testPlatform('programme')
    const theirs = await keyOf(programme)
    expect((await resolve(theirs.token, programme))?.actor.personId).toBe(theirs.personId)
    await expect(resolve(theirs.token)).rejects.toMatchObject({ reason: 'accounts_api_key_other_edition' })
    const disguised = theirs.token.replace('kk_programme_', 'kk_organisation_')
    await expect(resolve(disguised)).rejects.toMatchObject({ reason: 'accounts_api_key_unknown' })
    await programme.close()
  })

  it('that is revoked is out with its next request', async () => {
    const key = await keyOf()
    await resolve(key.token)
    await revokeApiKey(house.asSystem(), { id: key.id })
    await expect(resolve(key.token)).rejects.toMatchObject({ id: 'notSignedIn' })
  })

  it('reads, and changes only with the scope for it', async () => {
    const reading = (await resolve((await keyOf()).token))!
    const writing = (await resolve((await keyOf(house, ['write'])).token))!
    requireKeyScope(reading, 'GET')
    requireKeyScope(writing, 'POST')
    requireKeyScope(writing, 'GET')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY'])
      expect(() => requireKeyScope(reading, method)).toThrow(/accounts_api_key_scope/)
  })

  it('is made and ended by its person after the second step, never by or for someone else', async () => {
    const { personId, id } = await keyOf()
    const input = { personId, name: 'x', scopes: ['read' as const] }
    await expect(createApiKey(asPerson(personId, 1), input)).rejects.toMatchObject({ id: 'secondStepNeeded' })
    const [someone] = await personsBehind(house, freshPhone(), ['और'])
    await expect(createApiKey(asPerson(someone!, 2), input)).rejects.toMatchObject({ id: 'forbidden' })
    // Somebody else's key and none at all look the same.
    await expect(revokeApiKey(asPerson(someone!, 2), { id })).rejects.toMatchObject({ id: 'notFound' })
    await expect(revokeApiKey(asPerson(someone!, 2), { id: uuidv7() })).rejects.toMatchObject({
      id: 'notFound',
    })
    expect((await createApiKey(asPerson(personId, 2), input)).token).toBeTruthy()
    await revokeApiKey(asPerson(personId, 2), { id })
    await revokeApiKey(asPerson(personId, 2), { id })
  })

  it('is made once, however often its form comes: a page that is loaded anew leaves no second key behind', async () => {
    const { personId } = await keyOf()
    const input = { command: uuidv7(), personId, name: 'x', scopes: ['read' as const] }
    const first = await createApiKey(asPerson(personId, 2), input)
    await expect(createApiKey(asPerson(personId, 2), input)).rejects.toMatchObject({
      reason: 'accounts_api_key_made',
    })
    expect((await resolve(first.token))?.actor.personId).toBe(personId)
    const mine = await listMyApiKeys(asPerson(personId, 2))
    expect(mine.filter(({ name }) => name === 'x')).toHaveLength(1)
  })

  it('is not looked for in other authorisations, and garbage is refused or ignored', async () => {
    for (const header of [null, '', 'Basic a2tfOng=', 'Bearer metrics-token', 'Bearer'])
      expect(await resolveApiKey(house.platform, header, membershipOf)).toBeUndefined()
    for (const token of ['kk_', 'kk_organisation_', 'kk_elsewhere_x', `kk_organisation_${'x'.repeat(9000)}`])
      await expect(resolve(token)).rejects.toMatchObject({ id: 'notSignedIn' })
  })
})
