import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SERVING } from '#tests/database/template.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { migrate, migrationsFolder } from './migrate.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

/** The template has the rooms of both editions. */
const rooms = [...new Set(readdirSync(migrationsFolder).map((file) => file.split('_')[1]!))]
const plan = { servingRole: SERVING, rooms }

it('what a newer version made is refused in words, and nothing is done to it', async () => {
  await sql`insert into platform.migration (name, timestamp) values ('9999_people_of_tomorrow', '2030')`.execute(
    house.owner.db,
  )
  await sql`delete from platform.migration where name = (select max(name) from platform.migration where name < '9')`.execute(
    house.owner.db,
  )
  await expect(migrate(house.ownerUrl, plan)).rejects.toMatchObject({
    id: 'newer_data',
    line: {
      en: expect.stringContaining('9999_people_of_tomorrow') as string,
      hi: expect.stringContaining('नए संस्करण') as string,
    },
  })
})
