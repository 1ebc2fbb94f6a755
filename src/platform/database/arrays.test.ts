import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { booleans, byteStrings, integers, texts, uuids } from './arrays.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const TEXTS = ['सुनीता', '', 'a "quoted", {braced} \\ one', 'NULL', null, '🌸', "O'Neill"]
const BYTES = [Buffer.from([0, 255, 1]), null, Buffer.alloc(0)]

it.each([
  ['text', texts(TEXTS), TEXTS],
  ['bytea', byteStrings(BYTES), BYTES],
  [
    'integer',
    integers([0, -1, 2_147_483_647, -2_147_483_648, null]),
    [0, -1, 2_147_483_647, -2_147_483_648, null],
  ],
  ['boolean', booleans([true, false, null]), [true, false, null]],
  ['uuid', uuids([ID, null]), [ID, null]],
  ['text', texts([]), []],
  ['text', texts([null, null]), [null, null]],
])('PostgreSQL reads an array of %s as it was given, element by element', async (type, array, given) => {
  const found = await sql<{ value: unknown }>`
    select value from unnest(${array}::${sql.raw(type)}[]) with ordinality as given(value, nth) order by nth`.execute(
    house.platform.db,
  )
  expect(found.rows.map(({ value }) => value)).toEqual(given)
})

it('what is no uuid and no 32 bits never becomes another value', () => {
  expect(() => uuids(['01890a5d-ac96-774b-bcce-b302099a805g'])).toThrow('no uuid')
  expect(() => integers([2_147_483_648])).toThrow(RangeError)
})
