/** The lists of studio and library as PostgreSQL means to read them, with a state's worth of rows: by an index, in the order in which they are shown. */
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { registerQuery } from './library/registerStore.ts'
import { mediaQuery } from './library/mediaStore.ts'
import { waitingQuery } from './library/storyStore.ts'
import { piecesWithQuery, voidQuery } from './library/withdrawnStore.ts'
import { piecesQuery, type Looking } from './listStore.ts'

const MANY = 3_000
let house: TestPlatform
let network: Network
let looking: Looking
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  const db = house.owner.db
  const creator = await network.holder(tree.state, null, 'creator')
  looking = {
    personId: creator.personId,
    seeing: creator.authorities,
    reviewing: creator.authorities,
  }
  const { pieceId } = await arrangePiece(house, { place: tree.state, madeBy: creator.personId })
  const sender = await network.person({ place: tree.booth(0, 0, 0), wing: 1 })
  // Rows as they stand after years: no verb is tried here, so none is called.
  await sql`alter table studio.piece disable trigger user`.execute(db)
  await sql`
    insert into studio.piece (id, kind, title_hi, title_en, document, hash, place_id, place_lft, place_rgt, made_at, changed_at, sent_at, approved_at, state)
    select gen_random_uuid(), kind, title_hi, title_en || n, document, hash, place_id, place_lft, place_rgt, made_at - n * interval '1 hour', changed_at - n * interval '1 hour', changed_at, changed_at,
      case when n % 100 = 0 then 'in_review' when n % 2 = 0 then 'approved' else 'draft' end
    from studio.piece cross join generate_series(1, ${MANY}) as n where id = ${pieceId}`.execute(db)
  await sql`alter table studio.piece enable trigger user`.execute(db)
  await sql`
    insert into platform.file (sha256, bytes, kind, stored_at)
    select sha256(n::text::bytea), 9, 'jpeg', now() from generate_series(1, ${MANY}) as n`.execute(db)
  await sql`
    insert into studio.media (id, kind, file, media_type, bytes, width, height, title, origin, rights, shows, synthetic, tool, what, entity_hi, entity_en, place_id,
      place_lft, place_rgt, made_at)
    select gen_random_uuid(), 'picture', sha256(n::text::bytea), 'image/jpeg', 9, 10, 10, 'तस्वीर ' || n, 'own', 'own', 'nobody', made.said, made.tool, made.tool, '', '',
      ${tree.state.id}, ${tree.state.lft}, ${tree.state.rgt}, now() - n * interval '1 hour'
    from generate_series(1, ${MANY}) as n,
      lateral (select case when n % 50 = 0 then 'made' else 'none' end as said, case when n % 50 = 0 then 'a tool' end as tool) as made`.execute(
    db,
  )
  await sql`
    insert into studio.story (id, person_id, place_id, place_lft, wing, state, words, people, shown_where, synthetic, made_at, arrived_at, answered_at, answer)
    select gen_random_uuid(), ${sender.id}, ${tree.booth(0, 0, 0).id}, ${tree.booth(0, 0, 0).lft}, 1, story.state, 'शब्द ' || n, 0, 'everywhere', 'none', now(),
      now() - n * interval '1 hour', case when story.state = 'declined' then now() - n * interval '1 minute' end, case when story.state = 'declined' then 'नहीं' end
    from generate_series(1, ${MANY}) as n, lateral (select case when n % 60 = 0 then 'sent' else 'declined' end as state) as story`.execute(
    db,
  )
  await sql`analyze studio.piece, studio.media, studio.story, studio.edit, studio.approval`.execute(db)
})
afterAll(() => house.close())

const planOf = async (query: RawBuilder<unknown>): Promise<string> =>
  (await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(house.owner.db)).rows
    .map((row) => row['QUERY PLAN'])
    .join('\n')

describe('the desk', () => {
  it.each([
    ['all', 'piece_changed'],
    ['mine', 'piece_changed'],
    ['approved', 'piece_changed'],
    ['review', 'piece_in_review'],
  ] as const)('reads the tray %s newest first, no further than it shows', async (tray, index) => {
    const plan = await planOf(piecesQuery(looking, { tray, limit: 31 }))
    expect(plan).toMatch(new RegExp(`Index Scan using ${index} on piece`))
    expect(plan).not.toMatch(/Seq Scan on piece/)
    // Few wait for a name: those may be sorted.
    if (tray !== 'review') expect(plan).not.toMatch(/Sort Key: piece/)
  })
})

describe('the library', () => {
  it('reads the newest media, no further than it shows', async () => {
    const plan = await planOf(mediaQuery({ kind: 'picture', usable: true, most: 49 }))
    expect(plan).toMatch(/Index Scan using media_newest on media/)
    expect(plan).not.toMatch(/Seq Scan on (media|depicted)/)
  })

  it('finds the few media that a machine made, and the pieces with a file, by an index of their own', async () => {
    expect(await planOf(registerQuery(200))).toMatch(/Index Scan using media_synthetic on media/)
    expect(await planOf(piecesWithQuery('a'.repeat(64)))).toMatch(/Bitmap Index Scan on piece_rests_on/)
    const gone = voidQuery({ mediaId: uuidv7(), file: 'a'.repeat(64) }, 'हटाई गई', house.clock.now())
    expect(await planOf(gone)).toMatch(/Bitmap Index Scan on piece_rests_on/)
  })

  it('finds the stories that wait in one’s part, and the latest that were answered, by an index', async () => {
    const { lft, rgt } = network.tree.district(0)
    const within = [{ lft, rgt, wing: null }]
    expect(await planOf(waitingQuery(within, 'sent', 60))).toMatch(/Scan (using|on) story_(waiting|answered)/)
    const answered = await planOf(waitingQuery(within, 'declined', 10))
    expect(answered).toMatch(/story_answered/)
    expect(answered).not.toMatch(/Seq Scan on story/)
  })
})
