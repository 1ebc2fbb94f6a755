/** Names that the organisation gives itself: who may, what is kept, and what two administrators do to each other. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { ORGANISATION, PROGRAMME } from '#tests/permissions/casts.ts'
import { eachOf, holdersOf, stands } from '#tests/permissions/crossing.ts'
import { addWing } from './addWing.ts'
import { changeOrganisation } from './changeOrganisation.ts'
import { nameRanks } from './nameRanks.ts'
import { nameWings } from './nameWings.ts'
import { retireWing } from './retireWing.ts'
import { useWingAgain } from './useWingAgain.ts'
import { viewHouseNames } from './viewHouseNames.ts'

let house: TestPlatform
let network: Network
let admin: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  admin = house.as(await network.holder(network.tree.state, null, 'admin'))
})
afterAll(() => house.close())

const HOUSE = { nameHi: 'मंच', nameEn: 'Forum', titleHi: 'साथी', titleEn: 'Companion', accent: '#0b5d5b', grievanceName: 'अनीता', grievanceContact: 'help@example.org' } // prettier-ignore
const WINGS = {
  0: { nameHi: 'मूल संगठन', nameEn: 'Parent body', position: 1 },
  1: { nameHi: 'युवा प्रकोष्ठ', nameEn: 'Youth wing', position: 2 },
  2: { nameHi: 'महिला प्रकोष्ठ', nameEn: "Women's wing", position: 3 },
}
const RANK = { coordinator: { hi: 'प्रभारी', en: 'In charge' } }
const command = () => uuidv7()
const arranged = (on: TestPlatform) =>
  on.asSystem().transaction((tx) => saveSettings(tx, settingsSchema.parse({ ...HOUSE, ranks: {} })))
beforeEach(() => arranged(house))

/** The last entry of the audit log. */
async function lastEntry() {
  const { rows } = await sql<{ verb: string; detail: Record<string, unknown> }>`
    select verb, detail from audit.entry order by seq desc limit 1`.execute(house.owner.db)
  return rows[0]!
}

/** Each verb as a whole deed, with what the asker would have seen. */
const deedsWith = (seen: Readonly<Record<'organisation' | 'wings' | 'ranks', string>>, wings: object) => [
  (ctx: Context) => viewHouseNames(ctx),
  (ctx: Context) => changeOrganisation(ctx, { command: command(), seen: seen.organisation, ...HOUSE }),
  (ctx: Context) => nameWings(ctx, { command: command(), seen: seen.wings, wings: wings as never }),
  (ctx: Context) => addWing(ctx, { command: command(), key: 'farmers', nameHi: 'किसान', nameEn: 'Farmers' }),
  (ctx: Context) => retireWing(ctx, { command: command(), wing: 2 }),
  (ctx: Context) => useWingAgain(ctx, { command: command(), wing: 2 }),
  (ctx: Context) => nameRanks(ctx, { command: command(), seen: seen.ranks, ranks: {} }),
]

describe.each([ORGANISATION, PROGRAMME])('in the $edition', (cast) => {
  it('names are changed by the administrator of the whole state in every wing, and by nobody else', async () => {
    const on = await testPlatform(cast.edition)
    try {
      const net = await arrangeNetwork(on, 'everyLevel')
      await arranged(on)
      const { state } = net.tree
      const { seen } = await viewHouseNames(on.as(await net.holder(state, null, cast.admin)))
      const deeds = deedsWith(seen, WINGS)
      const holder = holdersOf(on, net)
      const askers = stands(net.tree, cast.roles)
      const tried = await eachOf(askers, async (stand) => {
        const isAdmin = stand.role === cast.admin && stand.place.id === state.id && stand.wing === null
        if (isAdmin) return []
        const ctx = on.as(await holder(stand))
        const outcomes = await eachOf(deeds, (deed) => outcomeOf(() => deed(ctx)))
        return outcomes.filter((outcome) => outcome !== 'refused').map(() => stand)
      })
      expect(tried.flat()).toEqual([])
      for (const deed of deeds) expect(await outcomeOf(() => deed(on.as(NOBODY)))).toBe('refused')
      const hurried = on.as(await net.holder(state, null, cast.admin, 1))
      for (const deed of deeds)
        expect(await outcomeOf(() => deed(hurried))).toEqual({ otherwise: 'secondStepNeeded' })
      const boss = on.as(await net.holder(state, null, cast.admin))
      for (const deed of deeds) expect(await outcomeOf(() => deed(boss))).toBe('did')
    } finally {
      await on.close()
    }
  }, 60_000)
})

it('the organisation’s names change once however often the form comes, at once for whoever changed them, and the log says from what to what', async () => {
  const { seen } = await viewHouseNames(admin)
  await currentSettings(house.platform)
  const form = { command: command(), seen: seen.organisation, ...HOUSE, nameEn: 'Assembly' }
  await changeOrganisation(admin, form)
  expect((await currentSettings(house.platform))?.nameEn).toBe('Assembly')
  const entry = await lastEntry()
  expect(entry).toEqual({
    verb: 'people.changeOrganisation',
    detail: { changed: { nameEn: { from: 'Forum', to: 'Assembly' } } },
  })
  await changeOrganisation(admin, form)
  expect(await lastEntry()).toEqual(entry)
  expect((await viewHouseNames(admin)).organisation.nameEn).toBe('Assembly')
})

it('of two administrators who saw the same page the second is told, and overwrites nothing until she has seen it', async () => {
  const other = house.as(await network.holder(network.tree.state, null, 'admin'))
  const { seen } = await viewHouseNames(admin)
  const save = (ctx: Context, nameEn: string, saw: string) =>
    outcomeOf(() => changeOrganisation(ctx, { command: command(), seen: saw, ...HOUSE, nameEn }))
  const both = await Promise.all([
    save(admin, 'Union', seen.organisation),
    save(other, 'League', seen.organisation),
  ])
  expect(both.filter((outcome) => outcome === 'did')).toHaveLength(1)
  expect(both).toContainEqual({ otherwise: 'people_s_changed_meanwhile' })
  const now = await viewHouseNames(other)
  // Somebody who changes something else is in nobody's way.
  expect(await outcomeOf(() => nameRanks(other, { command: command(), seen: seen.ranks, ranks: RANK }))).toBe(
    'did',
  )
  expect(await save(other, 'League', now.seen.organisation)).toBe('did')
  expect((await viewHouseNames(admin)).ranks).toEqual(RANK)
})

it('wings get names and order; keys and numbers stay, and a form that does not name all of them changes nothing', async () => {
  const before = await viewHouseNames(admin)
  const wings = { ...WINGS, 2: { nameHi: 'नारी शक्ति', nameEn: 'Women', position: 1 } }
  await nameWings(admin, { command: command(), seen: before.seen.wings, wings })
  const after = await viewHouseNames(admin)
  expect(after.wings.map(({ number, key, nameEn }) => [number, key, nameEn])).toEqual([
    [2, 'women', 'Women'],
    [0, 'parent', 'Parent body'],
    [1, 'youth', 'Youth wing'],
  ])
  expect((await lastEntry()).detail).toMatchObject({
    changed: {
      women: { from: { nameHi: 'महिला प्रकोष्ठ', position: 3 }, to: { nameHi: 'नारी शक्ति', position: 1 } },
    },
  })
  const { 2: _left, ...two } = WINGS
  const half = { command: command(), seen: after.seen.wings, wings: two }
  expect(await outcomeOf(() => nameWings(admin, half))).toEqual({ otherwise: 'people_s_wing_unknown' })
  const stale = { command: command(), seen: before.seen.wings, wings: WINGS }
  expect(await outcomeOf(() => nameWings(admin, stale))).toEqual({ otherwise: 'people_s_changed_meanwhile' })
  await nameWings(admin, { command: command(), seen: after.seen.wings, wings: WINGS })
})

it('a new wing stands last under the next number; a key is one wing’s, also when two come at once', async () => {
  const wing = { key: 'teachers', nameHi: 'शिक्षक', nameEn: 'Teachers' }
  const both = await Promise.all(
    ['Teachers', 'Tutors'].map((nameEn) =>
      addWing(admin, { command: command(), ...wing, nameEn }).then(
        () => 'did',
        (refused: { fields: object }) => refused.fields,
      ),
    ),
  )
  expect(both).toEqual(expect.arrayContaining(['did', { key: 'people_s_key_taken' }]))
  const { wings } = await viewHouseNames(admin)
  expect(wings.at(-1)).toMatchObject({ key: 'teachers', number: 3 })
  await sql`insert into people.wing (number, key, name_hi, name_en, position) values (30, 'last', 'अंतिम', 'Last', 30)`.execute(
    house.owner.db,
  )
  const more = { command: command(), key: 'more', nameHi: 'और', nameEn: 'More' }
  expect(await outcomeOf(() => addWing(admin, more))).toEqual({ otherwise: 'people_s_wings_full' })
})

it('ranks get own names and go back to the built-in words; setup --change, which knows of none, leaves them', async () => {
  const first = await viewHouseNames(admin)
  await nameRanks(admin, { command: command(), seen: first.seen.ranks, ranks: RANK })
  expect(await lastEntry()).toMatchObject({
    verb: 'people.nameRanks',
    detail: { changed: { ranks: { from: {}, to: RANK } } },
  })
  await house
    .asSystem()
    .transaction((tx) => saveSettings(tx, settingsSchema.parse({ ...HOUSE, nameEn: 'Order' })))
  const kept = await viewHouseNames(admin)
  expect([kept.organisation.nameEn, kept.ranks]).toEqual(['Order', RANK])
  await nameRanks(admin, { command: command(), seen: kept.seen.ranks, ranks: {} })
  expect((await viewHouseNames(admin)).ranks).toEqual({})
})
