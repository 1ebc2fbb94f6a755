/** Links, what becomes of them and what is counted, through the real web server. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { saveSettings } from '#platform/settings/settings.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { CARD, openDoor, TAP } from '#tests/builders/links.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { shortLinks } from './door/shortLinks.ts'
import { endLinks, linkAddress, linkCounts, linkJobs, linkReactions, mintLinks } from './index.ts'
import { countVisitsQuery, MOST_MISSES, RELOAD_MINUTES } from './visitStore.ts'

const SHORT = 'https://kk.example'
const MINUTE = 60_000
let house: TestPlatform
let network: Network
let door: Awaited<ReturnType<typeof openDoor>>
let ownerId: string
let links: Awaited<ReturnType<typeof mintLinks>>

const mint = (target: string, cells = [{ placeId: null as string | null, wing: null as number | null }]) =>
  house.asSystem().transaction((tx) => mintLinks(tx, { owner: 'campaigns.kit', ownerId, target, cells }))
const counts = async () => house.asSystem().transaction((tx) => linkCounts(tx, [ownerId]))
/** The kinds that were counted of the only link. */
const counted = async () => {
  const [{ humans, again, told, bots, previews, joined } = {} as never] = await counts()
  return { humans, again, told, bots, previews, joined }
}
const NONE = { humans: 0, again: 0, told: 0, bots: 0, previews: 0, joined: 0 }

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const platform = { ...house.platform, environment: { ...house.platform.environment, SHORT_ORIGIN: SHORT } }
  await house.asSystem().transaction((tx) =>
    saveSettings(tx, {
      ...{ nameHi: 'नमूना <संगठन>', nameEn: 'Sample & organisation', titleHi: 'क', titleEn: 'K', accent: '#0b5d5b' },
      ...{ grievanceName: 'नाम', grievanceContact: 'help@example.org', stateHi: 'राजस्थान', stateEn: 'Rajasthan' },
    }),
  ) // prettier-ignore
  door = await openDoor(shortLinks(platform))
})
afterAll(async () => {
  await door.close(0)
  await house.close()
})
beforeEach(async () => {
  ownerId = uuidv7()
  links = await mint('/join')
  house.clock.moveTo(new Date(house.clock.now().getTime() + 60 * MINUTE))
})
const code = () => links[0]!.code

describe('minting', () => {
  it('gives a code for each cell, the same again, and only what is missing', async () => {
    const { tree } = network
    const cells = [
      { placeId: tree.district(0).id, wing: 1 },
      { placeId: tree.district(0).id, wing: null },
      { placeId: tree.constituency(0, 0).id, wing: 1 },
    ]
    const first = await mint('https://video.example/watch', cells.slice(0, 2))
    const second = await mint('https://video.example/watch', cells)
    expect(second).toHaveLength(3)
    expect(second.map((link) => link.code)).toEqual(expect.arrayContaining(first.map((link) => link.code)))
    expect(new Set(second.map((link) => link.code)).size).toBe(3)
    // Twice the same cell is one link.
    expect(await mint('https://video.example/watch', [cells[0]!, cells[0]!])).toHaveLength(1)
    expect(await counts()).toHaveLength(4)
  })

  it('takes no other scheme and no other host for an own path', async () => {
    await expect(mint('javascript:alert(1)')).rejects.toMatchObject({ id: 'badInput' })
    await expect(mint('//evil.example')).rejects.toMatchObject({ id: 'badInput' })
  })

  it('makes a state’s links in one go', async () => {
    const cells = Array.from({ length: 31 }, (_, wing) => ({ placeId: network.tree.state.id, wing }))
    const made = await mint('/stories/one', cells)
    expect(made).toHaveLength(31)
    expect(linkAddress({ SHORT_ORIGIN: SHORT, origin: 'https://o.example' }, made[0]!.code)).toBe(
      `${SHORT}/${made[0]!.code}`,
    )
    expect(linkAddress({ SHORT_ORIGIN: undefined, origin: 'https://o.example' }, made[0]!.code)).toBe(
      `https://o.example/s/${made[0]!.code}`,
    )
  })
})

describe('a redirect', () => {
  it('leads on, says by which link, sets no cookie, and is kept by nobody', async () => {
    const { status, headers } = await door.tap(`/s/${code()}?fbclid=abc`)
    expect(status).toBe(302)
    expect(headers.location).toBe(`${house.platform.environment.origin}/join?via=${code()}`)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' }) // prettier-ignore
    expect(headers['set-cookie']).toBeUndefined()
    expect(await counted()).toEqual({ ...NONE, humans: 1 })
  })

  it('tells another’s site nothing', async () => {
    const [link] = await mint('https://video.example/watch?v=1')
    expect((await door.tap(`/s/${link!.code}?utm=x`)).headers.location).toBe(
      'https://video.example/watch?v=1',
    )
  })

  it('works on the short domain, on which nothing else is', async () => {
    expect((await door.tap(`/${code().toUpperCase()}/`, { host: 'kk.example' })).status).toBe(302)
    for (const path of ['/', '/join', '/sign-in', '/s/' + code(), '/_app/x.js', '/%', '/healthz', '//evil.example'])
      expect([path, (await door.tap(path, { host: 'kk.example' })).status]).toEqual([path, 404]) // prettier-ignore
    // And on the organisation's own host everything else is the pages'.
    for (const path of ['/', '/join', `/${code()}`, '/s', '/s/a/b', '/story'])
      expect([path, (await door.tap(path)).status]).toEqual([path, 418])
  })

  it('is answered to HEAD and to nothing else', async () => {
    expect((await door.tap(`/s/${code()}`, { method: 'HEAD' })).status).toBe(302)
    const posted = await door.tap(`/s/${code()}`, { method: 'POST' })
    expect([posted.status, posted.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect(await counted()).toEqual({ ...NONE, bots: 1 })
  })
})

describe('counting', () => {
  it('keeps people, previews and bots apart', async () => {
    await door.tap(`/s/${code()}`)
    await door.tap(`/s/${code()}`, { from: '49.36.1.2' })
    await door.tap(`/s/${code()}`, { headers: CARD, from: '49.36.1.3' })
    await door.tap(`/s/${code()}`, { headers: { 'user-agent': 'curl/8.5.0', accept: '*/*' } })
    expect(await counted()).toEqual({ ...NONE, humans: 2, previews: 1, bots: 1 })
  })

  it('counts a reload of the same visitor once, and again after some minutes', async () => {
    await door.tap(`/s/${code()}`)
    house.clock.moveTo(new Date(house.clock.now().getTime() + (RELOAD_MINUTES - 1) * MINUTE))
    await door.tap(`/s/${code()}`)
    // Another browser behind the same address is another visitor.
    await door.tap(`/s/${code()}`, { headers: { ...TAP, 'user-agent': `${TAP['user-agent']!} Other/1` } })
    expect(await counted()).toEqual({ ...NONE, humans: 2, again: 1 })
    house.clock.moveTo(new Date(house.clock.now().getTime() + 2 * MINUTE))
    await door.tap(`/s/${code()}`)
    expect(await counted()).toEqual({ ...NONE, humans: 3, again: 1 })
  })

  it('misses nobody when many come at once, and the same one among them counts once', async () => {
    const taps = Array.from({ length: 300 }, (_, nth) =>
      door.tap(`/s/${code()}`, { from: `49.37.${nth % 200}.1` }),
    )
    expect((await Promise.all(taps)).every(({ status }) => status === 302)).toBe(true)
    expect(await counted()).toEqual({ ...NONE, humans: 200, again: 100 })
    const hours = await sql<{ clicks: number }>`
      select sum(clicks)::int as clicks from links.click where code = ${code()}`.execute(house.owner.db)
    expect(hours.rows[0]!.clicks).toBe(300)
  })

  it('takes a burst from one address for machines, whatever they call themselves', async () => {
    for (let nth = 0; nth < 70; nth++)
      await door.tap(`/s/${code()}`, {
        from: '49.99.1.1',
        headers: { ...TAP, 'user-agent': `${TAP['user-agent']!} v${nth}` },
      })
    expect(await counted()).toEqual({ ...NONE, humans: 60, bots: 10 })
    // After ten seconds it is an address like any other.
    house.clock.moveTo(new Date(house.clock.now().getTime() + 11_000))
    await door.tap(`/s/${code()}`, { from: '49.99.1.1' })
    expect((await counted()).humans).toBe(61)
  })

  it('keeps hours as India has them', async () => {
    house.clock.moveTo(new Date('2026-12-01T06:29:00Z'))
    await door.tap(`/s/${code()}`, { from: '49.36.7.1' })
    house.clock.moveTo(new Date('2026-12-01T06:31:00Z'))
    await door.tap(`/s/${code()}`, { from: '49.36.7.2' })
    const hours = await sql<{ hour: Date }>`
      select hour from links.click where code = ${code()} order by hour`.execute(house.owner.db)
    expect(hours.rows.map(({ hour }) => hour.toISOString())).toEqual([
      '2026-12-01T05:30:00.000Z',
      '2026-12-01T06:30:00.000Z',
    ])
  })

  it('counts who joined by a link, whoever it was', async () => {
    const react = (payload: Record<string, unknown>) =>
      house
        .asSystem()
        .transaction((tx) =>
          linkReactions[0]!.react(tx, { id: 1, name: 'people.joinedByLink', payload, at: tx.now }),
        )
    await react({ code: code() })
    await react({ code: code().toUpperCase() })
    await react({ code: '2222222' })
    await react({ code: 17 })
    expect(await counted()).toEqual({ ...NONE, joined: 2 })
  })
})

describe('what is forgotten', () => {
  it('no address is written down, and with the day goes the salt', async () => {
    await door.tap(`/s/${code()}`, { from: '49.36.200.201' })
    const everything = await sql<{ all: string }>`
      select (select string_agg(v::text, ' ') from links.visitor v) || (select string_agg(c::text, ' ') from links.caller c) as all`.execute(
      house.owner.db,
    )
    expect(everything.rows[0]!.all).not.toMatch(/49\.36|Mozilla/)
    const salts = async () => (await sql<{ day: string; salt: Buffer }>`
      select day::text, salt from links.salt`.execute(house.owner.db)).rows // prettier-ignore
    const [before] = await salts()
    house.clock.moveTo(new Date(house.clock.now().getTime() + 24 * 60 * MINUTE))
    await door.tap(`/s/${code()}`, { from: '49.36.200.201' })
    const after = await salts()
    expect(after.map(({ day }) => day)).toEqual([indianDay(house.clock.now())])
    expect(after[0]!.salt.equals(before!.salt)).toBe(false)
  })

  it('the job forgets who came', async () => {
    await door.tap(`/s/${code()}`)
    house.clock.moveTo(new Date(house.clock.now().getTime() + 24 * 60 * MINUTE))
    const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
    await linkJobs[0]!.handle(house.asSystem(), {}, run)
    const left = await sql<{ n: number }>`
      select (select count(*) from links.visitor) + (select count(*) from links.caller) + (select count(*) from links.salt) as n`.execute(
      house.owner.db,
    )
    expect(left.rows[0]!.n).toBe(0)
    expect((await counted()).humans).toBe(1)
  })

  it('none of it is in a log, a replica or a backup', async () => {
    const kept = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'links' and c.relkind = 'r' and c.relpersistence = 'p' order by 1`.execute(
      house.owner.db,
    )
    expect(kept.rows.map(({ name }) => name)).toEqual(['click', 'link', 'total'])
  })
})

describe('a link that has ended', () => {
  const end = (input: Omit<Parameters<typeof endLinks>[1], 'ownerId'>) =>
    house.asSystem().transaction((tx) => endLinks(tx, { ownerId, ...input }))

  it('says at once what was withdrawn, when, by whom, and where what is right stands, without script, cookie or anybody else', async () => {
    await door.tap(`/s/${code()}`)
    expect(
      await end({
        because: 'recalled',
        title: { hi: 'पुराना <आँकड़ा>', en: 'An old "figure"' },
        correction: '/stories/right',
      }),
    ).toBe(1)
    const { status, headers, body } = await door.tap(`/${code()}`, { host: 'kk.example', from: '49.36.1.9' })
    expect(status).toBe(410)
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(body).toContain('यह सामग्री वापस ले ली गई है')
    expect(body).toContain('This has been withdrawn')
    expect(body).toContain('पुराना &lt;आँकड़ा&gt;')
    expect(body).toContain('नमूना &lt;संगठन&gt;')
    expect(body).toContain(`href="${house.platform.environment.origin}/stories/right"`)
    expect(body).not.toMatch(/<script|<img|<link|src=|url\(/)
    expect(await counted()).toEqual({ ...NONE, humans: 1, told: 1 })
    // A preview shows the notice too, and counts as what it is.
    expect((await door.tap(`/s/${code()}`, { headers: CARD })).status).toBe(410)
    expect((await counted()).previews).toBe(1)
  })

  it('what expired may still be recalled, and what was recalled stays so', async () => {
    expect(await end({ because: 'expired' })).toBe(1)
    expect((await door.tap(`/s/${code()}`)).body).toContain('This link has ended')
    expect(await end({ because: 'expired' })).toBe(0)
    expect(await end({ because: 'recalled' })).toBe(1)
    expect(await end({ because: 'expired' })).toBe(0)
    expect((await door.tap(`/s/${code()}`, { from: '49.36.1.8' })).body).toContain('This has been withdrawn')
  })

  it('takes no correction that leads elsewhere than it says', async () => {
    await expect(end({ because: 'recalled', correction: 'http://plain.example' })).rejects.toMatchObject({
      id: 'badInput',
    })
  })
})

describe('a code that does not exist', () => {
  it('gets a plain page', async () => {
    const { status, body, headers } = await door.tap('/s/2222222')
    expect([status, headers['x-robots-tag']]).toEqual([404, 'noindex'])
    expect(body).toContain('यह लिंक यहाँ नहीं है')
  })

  it('is guessed a hundred times, then that address gets nothing for ten minutes, in whichever process it asks', async () => {
    const other = await openDoor(shortLinks(house.platform))
    const from = '49.50.1.1'
    const guesses = Array.from({ length: MOST_MISSES }, (_, nth) =>
      (nth % 2 ? door : other).tap(`/s/${'bcdfghj'.slice(0, 5)}${2 + (nth % 8)}${2 + Math.floor(nth / 8) % 8}`, { from }),
    ) // prettier-ignore
    expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([404]))
    expect((await door.tap('/s/2222222', { from })).status).toBe(429)
    // A right one is no way to find out that it is right.
    const right = await other.tap(`/s/${code()}`, { from })
    expect([right.status, right.headers['retry-after']]).toEqual([429, '600'])
    expect(await counted()).toEqual(NONE)
    expect((await door.tap(`/s/${code()}`, { from: '49.50.1.2' })).status).toBe(302)
    house.clock.moveTo(new Date(house.clock.now().getTime() + 11 * MINUTE))
    expect((await door.tap(`/s/${code()}`, { from })).status).toBe(302)
    await other.close(0)
  })
})

it('a visit is answered 503 when it could not be counted', async () => {
  const broken = new Proxy(house.platform.db, {
    get: (db, name) => {
      if (name === 'getExecutor') return () => { throw new Error('away') } // prettier-ignore
      return Reflect.get(db, name) as unknown
    },
  })
  const away = await openDoor(shortLinks({ ...house.platform, db: broken }))
  const { status, headers, body } = await away.tap(`/s/${code()}`)
  expect([status, headers['retry-after']]).toEqual([503, '5'])
  expect(body).toContain('अभी नहीं खुल रहा')
  await away.close(0)
})

it('finds its rows by their keys, whatever else was counted', async () => {
  await sql`
    insert into links.link (code, owner, owner_id, target, made_at)
    select translate(lpad(n::text, 7, '2'), '01', 'bc'), 'campaigns.kit', gen_random_uuid(), '/join', now() from generate_series(1, 20000) as n
    on conflict do nothing`.execute(house.owner.db)
  await sql`insert into links.total select code, 'human', 5 from links.link on conflict do nothing`.execute(
    house.owner.db,
  )
  await sql`analyze links.link, links.total`.execute(house.owner.db)
  const plan = async (query: ReturnType<typeof sql>) =>
    (await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(house.platform.db)).rows
      .map((row) => row['QUERY PLAN'])
      .join('\n')
  const visits = [{ code: code(), kind: 'human' as const, visitor: 'ab', caller: 'cd' }]
  const counting = await plan(countVisitsQuery(visits, house.clock.now()))
  expect(counting).toMatch(/Index Scan using link_pkey/)
  expect(counting).not.toMatch(/Seq Scan on (link|click|total|visitor|caller)\b/)
})
