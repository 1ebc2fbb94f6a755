/** What a restructure does to maps: outlines follow their places at once, and what nobody knows is said, not invented. */
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { mapFile } from '#modules/coverage/server/mapFile.ts'
import { viewCoverage } from '#modules/coverage/server/viewCoverage.ts'
import type { GivenLine } from '#modules/places/domain/restructure/line.ts'
import { searchPlaces } from '#modules/places/server/index.ts'
import { NOBODY } from '#platform/access/actor.ts'
import type { Place } from '#tests/builders/network.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

/** Four constituencies in a row, 100 units each; districts of two, exact. */
beforeAll(async () => {
  const { tree } = stage.network
  const outline = (place: Place, left: number, width: number) => ({ id: place.id, left, right: left + width, path: `M${left} 0l${width} 0 0 100-${width} 0z` }) // prettier-ignore
  const outlines = [0, 1].flatMap((d) => [
    outline(tree.district(d), d * 200, 200),
    ...[0, 1].map((c) => outline(tree.constituency(d, c), d * 200 + c * 100, 100)),
  ])
  await sql`
    insert into places.shape (place_id, path, left_x, top_y, right_x, bottom_y, label_x, label_y)
    select id, path, "left", 0, "right", 100, "left" + 50, 50
    from jsonb_to_recordset(${JSON.stringify(outlines)}::jsonb) as s(id uuid, path text, "left" smallint, "right" smallint)`.execute(stage.house.owner.db) // prettier-ignore
  await sql`update places.place set map_x = lft, map_y = 50 where level = 'booth'`.execute(
    stage.house.owner.db,
  )
})

const { fresh } = stage
async function apply(...lines: GivenLine[]) {
  const restructureId = await uploadPlan(await fresh(), lines)
  await applyAsSeen(await fresh(), restructureId)
}
const seen = async (placeId: string) => {
  const { map, coverage } = await viewCoverage(await fresh(), { placeId })
  const names = new Map(coverage.areas.map(({ id, nameEn }) => [id, nameEn]))
  const drawn = map?.areas.flatMap((area) => names.get(area.placeId) ?? []).sort()
  return { map, areas: [...names.values()].sort(), drawn, id: (name: string) => [...names].find(([, each]) => each === name)![0] } // prettier-ignore
}
const shape = async (id: string) =>
  (await sql<{ path: string; approximate: boolean }>`select path, approximate from places.shape where place_id = ${id}`.execute(stage.house.owner.db)).rows[0] // prettier-ignore

it('a district’s new name or a constituency’s new number leaves its outline as it was', async () => {
  const district = stage.network.tree.district(0)
  const before = await shape(district.id)
  await apply(
    { what: 'rename', oldDistrict: district.nameEn, nameEn: 'Sandhyanagar', nameHi: 'संध्यानगर' },
    { what: 'rename', oldConstituency: '1', newConstituency: '11' },
  )
  expect(await shape(district.id)).toEqual(before)
})

it('a new district is drawn at once around its constituencies, with no border between them, by the numbers and links of now', async () => {
  const { state } = stage.network.tree
  const before = await seen(state.id)
  expect(before.drawn).toEqual(['Prabhatgarh', 'Sandhyanagar'])
  await apply(
    { what: 'new', newDistrict: 'Nayanagar', nameEn: 'Nayanagar', nameHi: 'नयानगर' },
    { what: 'move', oldConstituency: '2', newDistrict: 'Nayanagar' },
    { what: 'move', oldConstituency: '3', newDistrict: 'Nayanagar' },
  )
  const after = await seen(state.id)
  expect(after.drawn).toEqual(['Nayanagar', 'Prabhatgarh', 'Sandhyanagar'])
  expect(after.map!.approximate).toBe(3)
  // Constituencies 2 and 3 lie side by side: one outline around both, 200 wide, without the line between.
  const drawn = (await shape(after.id('Nayanagar')))!
  expect(drawn.approximate).toBe(true)
  expect(drawn.path.match(/M/g)).toHaveLength(1)
  expect(after.map!.areas.find(({ placeId }) => placeId === after.id('Nayanagar'))!.labelX).toBeGreaterThan(110) // prettier-ignore
  expect((await shape(after.id('Sandhyanagar')))!.path).toBe('M0 0l100 0 0 100-100 0z')
  // The file that the page names is the one that is served, with an outline for every anchor.
  const { svg, current } = await mapFile(stage.house.as(NOBODY), {
    placeId: state.id,
    file: after.map!.file.split('/').at(-1)!,
  })
  expect(current).toBe(true)
  for (const { anchor } of after.map!.areas) expect(svg).toContain(`id="${anchor}"`)
  // Its own map has its constituencies, each a link to the place it is.
  const own = await seen(after.id('Nayanagar'))
  expect(own.drawn).toEqual(['Prabhatgarh Town', 'Sandhyapur South'])
  expect((await searchPlaces(stage.house.platform, { text: 'नयानगर' }))[0]!.id).toBe(after.id('Nayanagar'))
})

it('a constituency without an outline is in the table, not on the map, and its own map shows its booths', async () => {
  await apply(
    { what: 'split', oldConstituency: '4', newConstituency: '40', nameEn: 'Nayi Seat', nameHi: 'नई सीट' },
    { what: 'move', oldConstituency: '4', oldBooth: '1', newConstituency: '40' },
    { what: 'move', oldConstituency: '4', oldBooth: '2', newConstituency: '40' },
  )
  const district = await seen(stage.network.tree.district(1).id)
  expect(district.areas).toContain('Nayi Seat')
  expect(district.drawn).toEqual(['Prabhatgarh Rural'])
  // Where the border runs now nobody has told: the old outline is approximate.
  expect((await shape(district.id('Prabhatgarh Rural')))!.approximate).toBe(true)
  const { map } = await seen(district.id('Nayi Seat'))
  expect([map!.areas, map!.booths.length, map!.unplaced]).toEqual([[], 2, 0])
})

it('a constituency that takes another over is drawn around both, as exactly as they were', async () => {
  // Two booths of one number cannot stand in one constituency.
  const renumbered = [1, 2, 3].map((n) => ({ what: 'rename', oldConstituency: '2', oldBooth: String(n), newBooth: String(20 + n) })) // prettier-ignore
  await apply({ what: 'merge', oldConstituency: '2', newConstituency: '3' }, ...renumbered)
  const heir = stage.network.tree.constituency(1, 0)
  const drawn = (await shape(heir.id))!
  expect(drawn.path.match(/M/g)).toHaveLength(1)
  expect(drawn.approximate).toBe(false)
  const { map } = await seen(heir.id)
  expect([map!.frame.width > 200, map!.booths.length]).toEqual([true, 6])
  // Asked by the old constituency's id the heir answers.
  expect((await seen(stage.network.tree.constituency(0, 1).id)).map!.file).toBe(map!.file)
})
