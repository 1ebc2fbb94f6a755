import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { tributesBetween } from './tributesBetween.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const tribute = async (day: string | null) => {
  const sample = samplePiece('tribute')
  const document = { ...sample, tribute: { day, consent: sample.tribute?.consent ?? null } }
  const { pieceId } = await arrangePiece(house, { place: network.tree.district(0), wing: 1, document })
  return pieceId
}
const between = (from: string, to: string) =>
  house.asSystem().transaction((tx) => tributesBetween(tx, from, to))

it('tributes return each year on their day, in the calendar’s order, with where they belong and whether they may be shared', async () => {
  const leap = await tribute('02-29')
  const march = await tribute('03-14')
  await tribute(null)
  await arrangePiece(house, { place: network.tree.district(0), document: samplePiece('idea') })
  const retired = await tribute('03-01')
  await sql`update studio.piece set state = 'retired', retired_at = now() where id = ${retired}`.execute(
    house.owner.db,
  )
  const days = await between('2027-02-01', '2028-03-14')
  expect(days.map(({ pieceId, on }) => [pieceId, on])).toEqual([
    [leap, '2027-02-28'],
    [march, '2027-03-14'],
    [leap, '2028-02-29'],
    [march, '2028-03-14'],
  ])
  expect(days[0]).toMatchObject({
    placeId: network.tree.district(0).id,
    wing: 1,
    isApproved: false,
    titleEn: samplePiece('tribute').title.en,
  })
  expect(await between('2027-03-15', '2027-12-31')).toEqual([])
})
