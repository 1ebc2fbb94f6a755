/** Whatever the database can hold as a reason has words on every page, in both languages: a migration that adds one adds its words. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { endReasonWords } from '#modules/people/ui/words.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

type Said = (inputs: object, options: { locale: 'hi' | 'en' }) => string

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

it('every reason for which an office can end has words', async () => {
  const { rows } = await sql<{ reason: string }>`
    select (regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g'))[1] as reason
    from pg_constraint where conrelid = 'people.appointment'::regclass and conname = 'appointment_end_reason_check'`.execute(
    house.owner.db,
  )
  const words = endReasonWords as Readonly<Record<string, Said>>
  expect(rows.map(({ reason }) => reason)).toContain('merged')
  for (const { reason } of rows) {
    const said = (['hi', 'en'] as const).map((locale) => words[reason]?.({}, { locale }))
    expect(said, reason).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)])
    expect(said[0], reason).not.toBe(said[1])
  }
})
