/** The roll-up must read indexes alone, under row-level security too: a plan that reads the people themselves is ten times dearer. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { rollUpQuery } from './coverageStore.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  const booths = tree.places.filter(({ level }) => level === 'booth')
  await house.owner.db.transaction().execute(async (tx) => {
    // The test cluster commits without waiting for its log, and vacuum marks no page whose commit is not yet in it.
    await sql`set local synchronous_commit = on`.execute(tx)
    await sql`
    insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at)
    select gen_random_uuid(), 'x', 'x', 'x', '\\x00', sha256(n::text::bytea), (${booths.map(({ id }) => id)}::uuid[])[1 + n % 12],
      (${booths.map(({ lft }) => lft)}::int[])[1 + n % 12], n % 3, (array['vouched', 'placed', 'applied', 'left'])[1 + n % 4], now(), now()
    from generate_series(1, 6000) as n`.execute(tx)
  })
  // Index-only scans need the visibility map that vacuum keeps.
  await sql`vacuum (analyze) people.person`.execute(house.owner.db)
})
afterAll(() => house.close())

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: PlanNode[]
}
const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

it.each([
  ['the state', () => network.tree.state, null, null],
  ['a district in one wing', () => network.tree.district(0), 2, [2]],
  ['a constituency', () => network.tree.constituency(0, 1), null, null],
] as const)('people are read by an index-only scan for %s', async (_name, placeOf, wing, wings) => {
  const place = placeOf()
  const actor = await network.holder(place, wing)
  const plan = await house.as(actor).transaction(async (tx) => {
    const explained = await sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>`
      explain (format json) ${rollUpQuery(place, place.level === 'constituency' ? 'itself and children' : 'children', wings)}`.execute(
      tx.db,
    )
    return explained.rows[0]!['QUERY PLAN'][0].Plan
  })
  const readsOfPeople = nodesOf(plan).filter((node) => node['Relation Name'] === 'person')
  expect(readsOfPeople.map((node) => [node['Node Type'], node['Index Name']])).toEqual([
    ['Index Only Scan', 'person_coverage'],
  ])
})
