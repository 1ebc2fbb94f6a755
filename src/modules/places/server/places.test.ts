import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foldName } from '#engines/matching/index.ts'
import { PLACE_QUERIES, type OfficialPlace } from '#tests/builders/placeQueries.ts'
import { personActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { contains, type Place } from '../domain/place.ts'
import { readingsOf } from '../domain/searchWords.ts'
import { nearQuery, ofLevelQuery, searchQuery } from './placeStore.ts'
import { childrenOf, placeById, placesOfLevel, shapesUnder, wholeTree } from './places.ts'
import { placesNear } from './placesNear.ts'
import { renamePlace } from './renamePlace.ts'
import { searchPlaces } from './searchPlaces.ts'
import { searchPlacesEach } from './searchPlacesEach.ts'
import { prepareRajasthan, storePrepared, type PreparedPlaces } from './loadRajasthan.ts'
import { placeId } from './rajasthan/placeId.ts'
import { boothPath, constituencyPath, districtPath } from './rajasthan/rajasthanPlaces.ts'

const DATA = new URL('../../../../data', import.meta.url).pathname
let house: TestPlatform
let prepared: PreparedPlaces

beforeAll(async () => {
  house = await testPlatform()
  prepared = await prepareRajasthan(DATA)
  await storePrepared(house.asSystem(), prepared)
}, 120_000)
afterAll(() => house.close())

const idOf = (meant: OfficialPlace): string => {
  if ('district' in meant) return placeId(districtPath(meant.district))
  return placeId(
    meant.booth === undefined
      ? constituencyPath(meant.constituency)
      : boothPath(meant.constituency, meant.booth),
  )
}
const known = async (id: string): Promise<Place> => {
  const place = await placeById(house.platform, id)
  if (!place) throw new Error(`no place ${id}`)
  return place
}
const sanganer = () => known(idOf({ constituency: 55 }))

describe('loading Rajasthan', () => {
  it('counts what was loaded, and keeps an audit entry', async () => {
    const counted = await sql<{ level: string; n: number }>`
      select level, count(*)::int as n from places.place group by level order by n`.execute(house.platform.db)
    expect(Object.fromEntries(counted.rows.map(({ level, n }) => [level, n]))).toEqual({
      state: 1,
      district: 41,
      constituency: 200,
      booth: 45_322,
    })
    const entries = await sql`select from audit.entry where verb = 'places.loadRajasthan'`.execute(
      house.owner.db,
    )
    expect(entries.rows).toHaveLength(1)
  })

  it(
    'changes nothing the second time, and brings back only what differs from the source',
    { timeout: 120_000 },
    async () => {
      const ctx = house.asSystem()
      expect(await storePrepared(ctx, prepared)).toMatchObject({ added: 0, changed: 0, shapes: 0 })
      const [confirmed, wrong] = [idOf({ constituency: 1, booth: 1 }), idOf({ constituency: 1, booth: 2 })]
      await sql`update places.place set name_hi = 'पुष्ट नाम', name_hi_derived = false where id = ${confirmed}`.execute(
        house.owner.db,
      )
      await sql`update places.place set name_en = 'Something else' where id = ${wrong}`.execute(
        house.owner.db,
      )
      expect(await storePrepared(ctx, prepared)).toMatchObject({ added: 0, changed: 1 })
      expect(await known(confirmed)).toMatchObject({ nameHi: 'पुष्ट नाम', nameHiDerived: false })
      expect((await known(wrong)).nameEn).toBe('Govt Primary School, 10 Q')
    },
  )

  it(
    'leaves alone what a coordinator said a booth is called, in both scripts',
    { timeout: 120_000 },
    async () => {
      const booth = await known(idOf({ constituency: 1, booth: 3 }))
      const state = await wholeTree(house.platform)
      const [personId, accountId, sessionId] = [uuidv7(), uuidv7(), uuidv7()]
      const coordinator = personActor({
        personId,
        accountId,
        sessionId,
        assurance: 1,
        authorities: [
          {
            appointmentId: uuidv7(),
            role: 'coordinator',
            placeId: state!.id,
            level: 'state',
            lft: state!.lft,
            rgt: state!.rgt,
            wing: null,
          },
        ],
      })
      const names = { nameHi: 'नई पाठशाला, चौपाल के पास', nameEn: 'New School near the Chaupal' }
      await renamePlace(house.as(coordinator), { command: uuidv7(), placeId: booth.id, ...names })
      // Another booth of the source is wrong, so that the loader has something to do.
      const wrong = idOf({ constituency: 1, booth: 4 })
      await sql`update places.place set name_en = 'Something else', code = null where id = ${wrong}`.execute(
        house.owner.db,
      )
      await sql`update places.place set lat = 1 where id = ${booth.id}`.execute(house.owner.db)
      expect(await storePrepared(house.asSystem(), prepared)).toMatchObject({ added: 0, changed: 2 })
      expect(await known(booth.id)).toMatchObject({ ...names, nameHiDerived: false, lat: booth.lat })
      const found = await searchPlaces(house.platform, { text: 'new school chaupal', limit: 5 })
      expect(found.map(({ id }) => id)).toContain(booth.id)
      expect(await storePrepared(house.asSystem(), prepared)).toMatchObject({ added: 0, changed: 0 })
    },
  )

  it('refuses a tree that holds other places', { timeout: 120_000 }, async () => {
    const state = await wholeTree(house.platform)
    await sql`insert into places.place (id, parent_id, level, lft, rgt, depth, name_en, name_hi)
      values (gen_random_uuid(), ${state?.id}, 'booth', 900001, 900002, 3, 'Stranger', 'अजनबी')`.execute(
      house.owner.db,
    )
    const refused = await storePrepared(house.asSystem(), prepared).catch((error: unknown) => error)
    await sql`delete from places.place where lft = 900001`.execute(house.owner.db)
    expect(refused).toMatchObject({ id: 'changedMeanwhile' })
  })
})

describe('searching places', () => {
  it('finds the right place among the first five for at least 38 of 40 hand-written questions', async () => {
    const missed: string[] = []
    for (const [typed, meant] of PLACE_QUERIES) {
      const found = await searchPlaces(house.platform, { text: typed, limit: 5 })
      if (!found.some((place) => place.id === idOf(meant)))
        missed.push(`${typed} → ${found.map((place) => place.nameEn).join(' | ')}`)
    }
    expect(PLACE_QUERIES).toHaveLength(40)
    process.stdout.write(
      `place search: ${PLACE_QUERIES.length - missed.length} of ${PLACE_QUERIES.length} in the first five${missed.map((line) => `\n  missed: ${line}`).join('')}\n`,
    )
    expect(missed.length).toBeLessThanOrEqual(2)
  })

  it('stays within a level and under a place when asked to', async () => {
    const district = await known(idOf({ district: 102 }))
    const found = await searchPlaces(house.platform, {
      text: 'rampura',
      level: 'booth',
      under: district.id,
      limit: 20,
    })
    expect(found.length).toBeGreaterThan(5)
    expect(found.every((place) => place.level === 'booth' && contains(district, place))).toBe(true)
  })

  it.each(['zzzzqq', 'kkkkk', 'झझझझझझ', 'xxxxxxxx', 'hello world', 'lorem ipsum', 'blahblah', 'नमस्ते'])(
    'finds no booth for %s rather than any',
    async (typed) => {
      const found = await searchPlaces(house.platform, { text: typed, level: 'booth' })
      expect(found.map(({ nameEn }) => nameEn)).toEqual([])
    },
  )

  it('finds booths by a word that thousands share, whatever rare misspellings of it there are', async () => {
    for (const text of ['विद्यालय', 'vidyalaya', 'school'])
      expect((await searchPlaces(house.platform, { text, level: 'booth', limit: 12 })).length, text).toBe(12)
  })

  it('still finds a short name that is written so, and a name with a letter too many', async () => {
    const short = await searchPlaces(house.platform, { text: 'iti sikar', limit: 5 })
    expect(short.length).toBeGreaterThan(0)
    const long = await searchPlaces(house.platform, { text: 'jaipurrr', limit: 5 })
    expect(long.map(({ id }) => id)).toContain(idOf({ district: 102 }))
  })

  it('answers nothing for signs alone, refuses too much text and an unknown place', async () => {
    expect(await searchPlaces(house.platform, { text: '!!! —' })).toEqual([])
    await expect(searchPlaces(house.platform, { text: 'a'.repeat(121) })).rejects.toMatchObject({
      id: 'badInput',
    })
    await expect(
      searchPlaces(house.platform, { text: 'jaipur', under: idOf({ district: 1 }) }),
    ).rejects.toMatchObject({ id: 'notFound' })
  })

  it('reads an index at every step from the first question on, whether or not autovacuum has been there since the load', async () => {
    const plan = await sql<{
      'QUERY PLAN': string
    }>`explain ${searchQuery({ readings: readingsOf('sangatpura vidyalaya'), level: null, within: null, limit: 10 })}`.execute(
      house.platform.db,
    )
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain('place_search')
    expect(text).toContain('search_word_alike')
    expect(text).not.toContain('Seq Scan')
  })

  it('answers several questions at once as it answers each alone', async () => {
    const within = await sanganer()
    const texts = [
      'sanganer',
      'pratap nagar',
      'सांगानेर',
      'moti bagh',
      'zzzzqq',
      '%_\\',
      '12',
      'पंचायत भवन सांगानेर',
    ]
    const each = await searchPlacesEach(
      house.platform,
      'booth',
      texts.map((text, at) => ({ text, within, limit: 3 + at })),
    )
    const alone = texts.map((text, at) =>
      searchPlaces(house.platform, { text, level: 'booth', under: within.id, limit: 3 + at }),
    )
    expect(each).toEqual(await Promise.all(alone))
    expect(each.filter((found) => found.length > 0).length).toBeGreaterThan(2)
    expect(await searchPlacesEach(house.platform, 'booth', [])).toEqual([])
  })

  it('holds words of any script and any sign without an error', async () => {
    for (const text of ["'; drop table places.place; --", '%_\\', '𝕁aipur', '\u202eabc', '0', 'क्']) {
      await expect(searchPlaces(house.platform, { text })).resolves.toBeInstanceOf(Array)
    }
  })
})

describe('the tree', () => {
  it('leads from the state down to its districts', async () => {
    const state = await wholeTree(house.platform)
    const districts = await childrenOf(house.platform, state?.id ?? '')
    expect(districts.map(({ nameEn }) => nameEn)).toEqual([...districts.map(({ nameEn }) => nameEn)].sort())
    expect(districts).toHaveLength(41)
    const constituency = await sanganer()
    const booths = await placesOfLevel(house.platform, 'booth', constituency)
    expect(booths.length).toBe((constituency.rgt - constituency.lft - 1) / 2)
  })

  it('knows no place by an id that is none', async () => {
    expect(await placeById(house.platform, 'jaipur')).toBeUndefined()
    expect(await placeById(house.platform, placeId('elsewhere'))).toBeUndefined()
  })
})

describe('places near a phone', () => {
  it('are booths by distance, within the radius, without those whose coordinate is wrong', async () => {
    const here = { lat: 26.85, lon: 75.8 }
    const found = await placesNear(house.platform, { ...here, withinKm: 2, limit: 50 })
    expect(found.length).toBeGreaterThan(10)
    const distances = found.map(({ distanceKm }) => distanceKm)
    expect(distances).toEqual([...distances].sort((a, b) => a - b))
    expect(Math.max(...distances)).toBeLessThanOrEqual(2)
    expect(
      found.every(
        ({ level, coordinateQuality }) =>
          level === 'booth' && !['outside', 'shared'].includes(coordinateQuality ?? ''),
      ),
    ).toBe(true)
    const [nearest] = found
    const byHand =
      6371 *
      Math.hypot(
        ((nearest?.lat ?? 0) - here.lat) * (Math.PI / 180),
        ((nearest?.lon ?? 0) - here.lon) * (Math.PI / 180) * Math.cos((here.lat * Math.PI) / 180),
      )
    expect(nearest?.distanceKm).toBeCloseTo(byHand, 3)
  })

  it('reads the index of coordinates', async () => {
    const plan = await sql<{
      'QUERY PLAN': string
    }>`explain ${nearQuery({ lat: 26.85, lon: 75.8, withinKm: 2, limit: 10 })}`.execute(house.platform.db)
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('place_nearby')
  })

  it('refuses a position that is none', async () => {
    await expect(placesNear(house.platform, { lat: 91, lon: 75 })).rejects.toMatchObject({ id: 'badInput' })
  })
})

describe('places of a level', () => {
  it('are found by an index, without a look at every booth of the state', async () => {
    const { rows } = await sql<{
      'QUERY PLAN': string
    }>`explain ${ofLevelQuery('constituency', { lft: 1, rgt: 1_000_000 })}`.execute(house.platform.db)
    // Neither index can be used where the question does not say that the places stand.
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/place_(area|level)/)
  })
})

describe('maps', () => {
  it('show districts of the state, constituencies of a district, and the booths of a constituency', async () => {
    const state = await wholeTree(house.platform)
    if (!state) throw new Error('no state')
    expect(await shapesUnder(house.platform, state)).toMatchObject({ level: 'district', points: [] })
    const district = await shapesUnder(house.platform, await known(idOf({ district: 102 })))
    expect([district.level, district.shapes.length]).toEqual(['constituency', 17])
    const constituency = await shapesUnder(house.platform, await sanganer())
    expect([constituency.level, constituency.shapes.length]).toEqual(['constituency', 1])
    expect(constituency.points.length).toBeGreaterThan(50)
  })
})

it('search columns are folded as the engine folds now', async () => {
  const booth = await sql<{ context_words: string[] }>`
    select context_words from places.place where id = ${idOf({ constituency: 55, booth: 1 })}`.execute(
    house.platform.db,
  )
  expect(booth.rows[0]?.context_words).toContain(foldName('Sanganer'))
  expect(booth.rows[0]?.context_words).toContain(foldName('जयपुर'))
})
