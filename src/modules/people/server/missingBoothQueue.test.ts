import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { foldName } from '#engines/matching/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { listMissingBooths } from './listMissingBooths.ts'
import { inviteBoothByBooth } from './inviteBoothByBooth.ts'
import { liveSheets } from './liveSheets.ts'
import { settleMissingBooth } from './settleMissingBooth.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  await makeSearchable()
})
afterAll(() => house.close())

/** The made-up booths get the words by which real ones are found. */
async function makeSearchable(): Promise<void> {
  const { db } = house.owner
  for (const { id, nameEn, nameHi } of network.tree.places)
    await sql`update places.place set search_words = ${foldName(`${nameEn} ${nameHi}`).split(' ')}::text[] where id = ${id}`.execute(
      db,
    )
  await sql`insert into places.search_word (word, uses)
    select word, count(*) from places.place, unnest(search_words) as word group by word`.execute(db)
}

const youth = 1
async function report(described: string): Promise<string> {
  const seat = network.tree.constituency(0, 0)
  const { id: by } = await network.person({ place: seat, wing: youth, state: 'phone_verified' })
  const id = uuidv7()
  await sql`insert into people.missing_booth (id, reported_by, place_id, place_lft, wing, described, at)
    values (${id}, ${by}, ${seat.id}, ${seat.lft}, ${youth}, ${described}, ${house.clock.now()})`.execute(
    house.owner.db,
  )
  return id
}

it('a missing booth comes with the likeliest booths of its own constituency, or with those searched for', async () => {
  const coordinator = house.as(await network.holder(network.tree.constituency(0, 0), youth))
  const place = network.tree.booth(0, 0, 1)
  const id = await report('मेरा बूथ ढूँढाड़पुर के पंचायत भवन वाला है')
  const [found] = await listMissingBooths(coordinator)
  expect(found).toMatchObject({ id, find: undefined })
  expect(found!.booths[0]?.id).toBe(place.id)
  const own = [0, 1, 2].map((n) => network.tree.booth(0, 0, n).id)
  for (const offered of found!.booths) expect(own).toContain(offered.id)
  const [searched] = await listMissingBooths(coordinator, { reportId: id, find: 'zzzzqqq' })
  expect(searched).toMatchObject({ find: 'zzzzqqq', booths: [] })
  const [other] = await listMissingBooths(coordinator, { reportId: uuidv7(), find: 'zzzzqqq' })
  expect(other!.find).toBeUndefined()
  // Nothing chosen is a fault of that field.
  const order = { command: uuidv7(), reportId: id, outcome: 'existing' as const }
  await expect(settleMissingBooth(coordinator, order)).rejects.toMatchObject({
    fields: { boothId: 'people_c_booth_needed' },
  })
})

it('ten missing booths are read with as few questions as one, each with its own booths', async () => {
  const coordinator = await network.holder(network.tree.constituency(0, 0), youth)
  const asked = async () => {
    let statements = 0
    const counting = house.as(coordinator)
    const transaction: Context['transaction'] = (work) =>
      counting.transaction((tx) => {
        const db = tx.db.withPlugin({
          transformQuery: ({ node }) => (statements++, node),
          transformResult: async ({ result }) => result,
        })
        return work({ ...tx, db })
      })
    const cases = await listMissingBooths({ ...counting, transaction })
    return { cases, statements }
  }
  const described = ['zzq xyw', 'पंचायत भवन', '', 'ढूँढाड़पुर', 'ब क ड', 'a b c d e f g']
  await report('पंचायत')
  const before = await asked()
  for (const words of [...described, 'पंचायत भवन', 'zzq', 'कोई और']) await report(words.padEnd(3, '-'))
  const after = await asked()
  expect(after.cases.length).toBe(10)
  // The list itself, and at most three rounds of searching.
  expect(after.statements).toBeLessThanOrEqual(4)
  expect(after.cases.slice(0, before.cases.length).map(({ booths }) => booths)).toEqual(
    before.cases.map(({ booths }) => booths),
  )
})

it('a live sheet of a place is known before a second is made, to nobody outside it', async () => {
  const district = house.as(await network.holder(network.tree.district(1), youth))
  const seat = network.tree.constituency(1, 0)
  expect(await liveSheets(district, seat.id)).toEqual([])
  const order = { command: uuidv7(), placeId: seat.id, wing: youth }
  const { batchId, booths } = await inviteBoothByBooth(district, order)
  expect(await liveSheets(district, seat.id)).toMatchObject([{ batchId, codes: booths, wing: youth }])
  expect(await liveSheets(district, network.tree.constituency(1, 1).id)).toEqual([])
  const stranger = house.as(await network.holder(network.tree.district(0), youth))
  expect(await liveSheets(stranger, seat.id)).toEqual([])
  const nobody = house.as(await network.holder(network.tree.booth(0, 0, 0), youth, 'volunteer'))
  expect(await outcomeOf(() => liveSheets(nobody, seat.id))).toBe('refused')
})
