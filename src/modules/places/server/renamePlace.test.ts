import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, systemActor, type Actor } from '#platform/access/actor.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { arrangeNetwork, type Network, type Place } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { RenamePlace } from '../domain/placeNames.ts'
import { searchWordsOf } from '../domain/searchWords.ts'
import { placeNames } from './placeNames.ts'
import { placeById } from './places.ts'
import { renamePlace } from './renamePlace.ts'
import { searchPlaces } from './searchPlaces.ts'
import { refreshSearchWords } from './loadStore.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  await sql`update places.place set name_hi_derived = true where level = 'booth'`.execute(house.owner.db)
  for (const { id } of network.tree.places) await learnWords(id)
  await refreshSearchWords(house.owner)
})
afterAll(() => house.close())

/** What the loader would have stored for a made-up place. */
async function learnWords(id: string): Promise<void> {
  const place = (await placeById(house.platform, id))!
  await sql`update places.place set search_words = ${searchWordsOf(place)}::text[] where id = ${id}`.execute(
    house.owner.db,
  )
}
const named = (place: Place, names: Partial<RenamePlace> = {}): RenamePlace => ({
  command: uuidv7(),
  placeId: place.id,
  nameHi: 'पुस्तकालय भवन, सुनहरी बावड़ी',
  nameEn: 'Library Building, Sunehri Baori',
  ...names,
})
const outcome = async (act: () => Promise<unknown>): Promise<string> => {
  try {
    await act()
    return 'did'
  } catch (thrown) {
    if (isRefusal(thrown)) return thrown.reason ?? thrown.id
    throw thrown
  }
}
const coordinatorOf = (place: Place, wing: number | null = null) => network.holder(place, wing)

describe('a booth’s names', () => {
  it('are derived until a person says them, in both scripts, and the audit log says who changed what', async () => {
    const booth = network.tree.booth(0, 0, 0)
    const actor = await coordinatorOf(network.tree.constituency(0, 0))
    const ctx = house.as(actor)
    expect(await placeNames(ctx, booth.id)).toMatchObject({ derived: true, mayRename: true })
    await renamePlace(ctx, named(booth))
    expect(await placeNames(ctx, booth.id)).toEqual({
      id: booth.id,
      nameHi: 'पुस्तकालय भवन, सुनहरी बावड़ी',
      nameEn: 'Library Building, Sunehri Baori',
      derived: false,
      mayRename: true,
    })
    const entries = await sql<{ subject: string; detail: unknown }>`
      select subject, detail from audit.entry where verb = 'places.rename' and actor_person = ${actor.personId}`.execute(
      house.owner.db,
    )
    expect(entries.rows).toMatchObject([
      {
        subject: `place:${booth.id}`,
        detail: {
          before: { nameHi: booth.nameHi, nameEn: booth.nameEn, derived: true },
          after: { nameEn: 'Library Building, Sunehri Baori' },
        },
      },
    ])
    const events = await sql<{ payload: unknown }>`
      select payload from outbox.event where name = 'places.renamed'`.execute(house.owner.db)
    expect(events.rows).toContainEqual({ payload: { placeId: booth.id } })
  })

  it('are confirmed by saying the same ones again', async () => {
    const booth = network.tree.booth(0, 0, 1)
    const ctx = house.as(await coordinatorOf(booth))
    await renamePlace(ctx, named(booth, { nameHi: booth.nameHi, nameEn: booth.nameEn }))
    expect(await placeNames(ctx, booth.id)).toMatchObject({ nameHi: booth.nameHi, derived: false })
  })

  it('are found by their new words at once, no longer by the old, and every word is counted as it stands', async () => {
    const booth = network.tree.booth(0, 1, 0)
    const ctx = house.as(await coordinatorOf(network.tree.district(0)))
    const find = async (text: string) =>
      (await searchPlaces(house.platform, { text })).map(({ id }) => id).includes(booth.id)
    await renamePlace(ctx, named(booth, { nameHi: 'चंद्रमुखी धर्मशाला', nameEn: 'Chandramukhi Dharamshala' }))
    expect(await find('चंद्रमुखी')).toBe(true)
    expect(await find('chandramukhi')).toBe(true)
    await renamePlace(ctx, named(booth, { nameHi: 'नीलकंठ धर्मशाला', nameEn: 'Neelkanth Dharamshala' }))
    expect(await find('chandramukhi')).toBe(false)
    expect(await find('neelkanth')).toBe(true)
    const counted = () =>
      sql`select word, uses from places.search_word order by word`
        .execute(house.owner.db)
        .then(({ rows }) => rows)
    const kept = await counted()
    await refreshSearchWords(house.owner)
    expect(kept).toEqual(await counted())
    const context = await sql<{ context_words: string[] }>`
      select context_words from places.place where id = ${booth.id}`.execute(house.owner.db)
    expect(context.rows[0]!.context_words).not.toEqual([])
  })

  it('change once, however often the form is sent, and never half when two change them together', async () => {
    const booth = network.tree.booth(1, 0, 0)
    const ctx = house.as(await coordinatorOf(network.tree.state))
    const once = named(booth, { nameEn: 'First Hall' })
    await Promise.all([1, 2, 3].map(() => renamePlace(ctx, once)))
    await renamePlace(ctx, named(booth, { nameEn: 'Second Hall' }))
    await renamePlace(ctx, once)
    expect((await placeNames(ctx, booth.id)).nameEn).toBe('Second Hall')
    expect(await outcome(() => renamePlace(ctx, { ...once, nameEn: 'Third Hall' }))).toBe(
      'platform_command_reused',
    )
    await Promise.all(
      network.tree.places
        .filter(({ level }) => level === 'booth')
        .map((place, n) => renamePlace(ctx, named(place, { nameEn: `Hall ${n}` }))),
    )
    const kept = await sql`select word, uses from places.search_word order by word`.execute(house.owner.db)
    await refreshSearchWords(house.owner)
    const right = await sql`select word, uses from places.search_word order by word`.execute(house.owner.db)
    expect(kept.rows).toEqual(right.rows)
    expect(await verifyAudit(house.owner.db)).toMatchObject({ faults: [] })
  })
})

describe('someone else', () => {
  it('renames no booth outside the appointment’s place; the wing does not matter', async () => {
    const { tree } = network
    const places = [
      tree.state,
      tree.district(0),
      tree.district(1),
      tree.constituency(0, 0),
      tree.booth(0, 0, 2),
    ]
    const target = tree.booth(0, 0, 2)
    const above = new Set<string>()
    for (let at: Place | undefined = target; at; at = tree.places.find(({ id }) => id === at!.parentId))
      above.add(at.id)
    const answers: unknown[] = []
    const expected: unknown[] = []
    for (const stand of places)
      for (const wing of [null, 1, 2])
        for (const role of [
          'coordinator',
          'admin',
          'booth_lead',
          'auditor',
          'trainer',
          'volunteer',
        ] as const) {
          const actor = await network.holder(stand, wing, role)
          const about = `${role} at ${stand.nameEn}, wing ${wing}`
          answers.push([about, await outcome(() => renamePlace(house.as(actor), named(target)))])
          const lawful = above.has(stand.id) && (role === 'coordinator' || role === 'admin')
          expected.push([about, lawful ? 'did' : 'places_may_not_rename'])
          expect((await placeNames(house.as(actor), target.id)).mayRename, about).toBe(lawful)
        }
    expect(answers).toEqual(expected)
  }, 60_000)

  it('renames nothing without being signed in, and nobody renames what is official', async () => {
    const { tree } = network
    const as = (actor: Actor, place: Place) => outcome(() => renamePlace(house.as(actor), named(place)))
    expect(await as(NOBODY, tree.booth(0, 0, 2))).toBe('notSignedIn')
    expect(await as(systemActor('test'), tree.booth(0, 0, 2))).toBe('notSignedIn')
    const admin = await network.holder(tree.state, null, 'admin')
    for (const place of [tree.state, tree.district(0), tree.constituency(1, 1)])
      expect(await as(admin, place)).toBe('places_name_official')
  })
})

describe('what is no name', () => {
  const long = 'अ'.repeat(201)
  it.each([
    ['nothing', { nameHi: '  ' }, { nameHi: 'places_name_missing' }],
    ['only what cannot be seen', { nameEn: '\u200b\u202e\u0000' }, { nameEn: 'places_name_missing' }],
    [
      'too much',
      { nameHi: long, nameEn: 'x'.repeat(100_000) },
      {
        nameHi: 'places_name_too_long',
        nameEn: 'places_name_too_long',
      },
    ],
    [
      'the wrong script',
      { nameHi: 'Library', nameEn: 'पुस्तकालय' },
      {
        nameHi: 'places_name_hindi_script',
        nameEn: 'places_name_latin_script',
      },
    ],
    ['letters that only look like ours', { nameEn: 'Lіbrаry' }, { nameEn: 'places_name_latin_script' }],
    ['pictures', { nameHi: 'भवन 🏫' }, { nameHi: 'places_name_hindi_script' }],
    [
      'figures alone',
      { nameHi: '१२३', nameEn: '123' },
      {
        nameHi: 'places_name_hindi_script',
        nameEn: 'places_name_latin_script',
      },
    ],
    ['markup', { nameEn: '<script>' }, { nameEn: 'places_name_latin_script' }],
  ] as const)('%s is refused beside its field', async (_name, names, fields) => {
    const booth = network.tree.booth(1, 1, 1)
    const ctx = house.as(await coordinatorOf(booth))
    const refused = await renamePlace(ctx, named(booth, names)).catch((thrown: unknown) => thrown)
    expect(refused).toMatchObject({ id: 'badInput', fields })
  })

  it('no place and no command are refused too, and a name is cleaned of what cannot be seen', async () => {
    const booth = network.tree.booth(1, 1, 1)
    const ctx = house.as(await network.holder(network.tree.state, null, 'admin'))
    expect(await outcome(() => renamePlace(ctx, named(booth, { placeId: 'जयपुर' })))).toBe('badInput')
    expect(await outcome(() => renamePlace(ctx, named(booth, { placeId: uuidv7() })))).toBe('places_unknown')
    expect(await outcome(() => renamePlace(ctx, named(booth, { command: 'x' })))).toBe('badInput')
    expect(await outcome(() => placeNames(ctx, 'x'))).toBe('places_unknown')
    await renamePlace(
      ctx,
      named(booth, { nameHi: ' पंचायत\u202e  भवन\u0007 ', nameEn: 'Panchayat\tHall (A/B), Room no. 2' }),
    )
    expect(await placeNames(ctx, booth.id)).toMatchObject({
      nameHi: 'पंचायत भवन',
      nameEn: 'Panchayat Hall (A/B), Room no. 2',
    })
  })
})
