import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { SERVING } from '#tests/database/template.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { openPlatform } from '../open.ts'
import { isMarkedForDemonstration, markForDemonstration } from './demonstration.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

it('a database is shown only to whoever knows what its superuser marked it with', async () => {
  const { db } = house.platform
  expect(await isMarkedForDemonstration(db, 'a secret')).toBe(false)
  await markForDemonstration(inject('clusterUrl'), [SERVING], 'a secret')
  expect(await isMarkedForDemonstration(db, 'a secret')).toBe(true)
  expect(await isMarkedForDemonstration(db, 'another')).toBe(false)
  expect(await isMarkedForDemonstration(db, '')).toBe(false)
})

it('neither role of an edition can write the mark', async () => {
  for (const { db } of [house.platform, house.owner]) {
    const forged = sql`comment on role ${sql.id(SERVING)} is 'karyakarta demonstration'`.execute(db)
    // insufficient_privilege: versions word it differently.
    await expect(forged).rejects.toMatchObject({ code: '42501' })
  }
})

it('a platform that nobody granted it is no demonstration, whatever its environment', () => {
  const { platform, close } = openPlatform({ ...house.platform.environment, demo: true } as never)
  expect(platform.demo).toBe(false)
  return close()
})
