/** What the media library says of a piece: what it keeps out, what it takes back, and what is public of it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edit, Media } from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import { sampleMedia, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { CHECKS } from '../../domain/piece.ts'
import { approvedPiece } from '../approvedPiece.ts'
import { studioReactions } from '../reactions.ts'
import { saveEdits } from '../saveEdits.ts'
import { sendForReview } from '../sendForReview.ts'
import { signPiece } from '../signPiece.ts'
import { viewPiece } from '../viewPiece.ts'

let house: TestPlatform
let network: Network
/** A creator, and two who review. */
let [maker, first, second] = [] as unknown as [Context, Context, Context]
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const place = network.tree.district(0)
  maker = house.as(await network.holder(place, null, 'creator'))
  first = house.as(await network.holder(place, null, 'reviewer'))
  second = house.as(await network.holder(network.tree.state, null, 'coordinator'))
})
afterAll(() => house.close())

const sign = (ctx: Context, { pieceId, hash }: { readonly pieceId: string; readonly hash: string }) =>
  signPiece(ctx, { command: uuidv7(), pieceId, seen: hash, checked: [...CHECKS] })
const standing = (pieceId: string) => house.asSystem().transaction((tx) => approvedPiece(tx, pieceId))
/** Does something and lets the room hear of it. */
const settle = async (work: (tx: Transaction) => Promise<unknown>) => {
  await house.asSystem().transaction(work)
  while ((await deliverEvents(house.platform, studioReactions)) > 0);
}

describe('what the library says', () => {
  const keep = async (synthetic: 'none' | 'made', clipMs: number | null = null) => {
    const { id, lft, rgt } = network.tree.district(0)
    const file = uuidv7().replaceAll('-', '').padEnd(64, '0')
    await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (decode(${file}, 'hex'), 9, 'jpeg', now())`.execute(
      house.owner.db,
    )
    await sql`
      insert into studio.media (id, kind, file, media_type, bytes, width, height, ms, title, origin, rights, shows, synthetic, tool, what, entity_hi, entity_en,
        place_id, place_lft, place_rgt, made_at)
      values (${uuidv7()}, ${clipMs ? 'clip' : 'picture'}, decode(${file}, 'hex'), 'image/jpeg', 9, 10, 10, ${clipMs}, 'सूरज', 'own', 'own', 'nobody', ${synthetic},
        ${synthetic === 'none' ? null : 'a tool'}, ${synthetic === 'none' ? null : 'all of it'}, '', '', ${id}, ${lft}, ${rgt}, now())`.execute(
      house.owner.db,
    )
    return file
  }
  const showing = async (file: string, clip: Partial<Media> = {}) => {
    const document = withMedia(samplePiece(), sampleMedia({ file, ...clip }))
    const piece = await arrangePiece(house, {
      place: network.tree.district(0),
      document,
    })
    const send = () => sendForReview(maker, { command: uuidv7(), pieceId: piece.pieceId, seen: piece.hash })
    return { ...piece, send }
  }

  it('keeps out a file that it does not keep, and one that a machine made and the piece calls real', async () => {
    for (const [file, what] of [
      ['b'.repeat(64), 'studio_l_gate_unknown'],
      [await keep('made'), 'studio_l_gate_declared_otherwise'],
    ] as const) {
      const piece = await showing(file)
      expect(await outcomeOf(piece.send)).toEqual({ otherwise: what })
      const { libraryFaults } = await viewPiece(maker, piece.pieceId)
      expect(libraryFaults).toContainEqual({ what, scene: 'scene-1' })
    }
  })

  it('takes the strictest word where the same bytes were brought into another home, and described otherwise', async () => {
    const file = await keep('none')
    const piece = await showing(file)
    const { id, lft, rgt } = network.tree.district(1)
    await sql`
      insert into studio.media (id, kind, file, media_type, bytes, width, height, title, origin, rights, shows, synthetic, tool, what, entity_hi, entity_en,
        place_id, place_lft, place_rgt, made_at)
      select ${uuidv7()}, kind, file, media_type, bytes, width, height, title, origin, rights, 'people', 'made', 'a tool', 'all of it', '', '',
        ${id}, ${lft}, ${rgt}, made_at + interval '1 day' from studio.media where file = decode(${file}, 'hex')`.execute(house.owner.db)
    expect(await outcomeOf(piece.send)).toMatchObject({ otherwise: expect.stringMatching(/unasked|declared_otherwise/) })
    const { libraryFaults } = await viewPiece(maker, piece.pieceId)
    expect(new Set(libraryFaults.map(({ what }) => what))).toEqual(new Set(['studio_l_gate_declared_otherwise', 'studio_l_gate_unasked']))
  }) // prettier-ignore

  it('keeps out a clip that is over before its part ends', async () => {
    const part = (untilMs: number) => ({ kind: 'clip', part: { fromMs: 1000, untilMs } }) as const
    const file = await keep('none', 4000)
    const beyond = await showing(file, part(4001))
    expect(await outcomeOf(beyond.send)).toEqual({ otherwise: 'studio_l_gate_part_beyond' })
    expect((await viewPiece(maker, beyond.pieceId)).lengths).toEqual({ [file]: 4000 })
    await (await showing(file, part(4000))).send()
  })

  it('takes an approved piece back at once when its picture is withdrawn', async () => {
    const file = await keep('none')
    const piece = await showing(file)
    await piece.send()
    await sign(first, piece)
    await sign(second, piece)
    expect(await standing(piece.pieceId)).toBeDefined()
    await sql`update studio.media set withdrawn_at = now(), withdrawn_why = 'सहमति वापस' where file = decode(${file}, 'hex')`.execute(
      house.owner.db,
    )
    expect(await standing(piece.pieceId)).toBeUndefined()
  })

  it('takes away a public page that still shows what a later edit took out, and tells of the bytes that others hold', async () => {
    const file = await keep('none')
    const piece = await showing(file)
    await piece.send()
    await sign(first, piece)
    await sign(second, piece)
    const withPage = ({ pieceId }: { pieceId: string }) => sql`
      insert into studio.publication (piece_id, hash, document, kit, files, published_at)
      select id, hash, document, '{}', '{}', now() from studio.piece where id = ${pieceId}`.execute(house.owner.db)
    await withPage(piece)
    const [at, was] = [['scenes', 'scene-1', 'media'], sampleMedia({ file })] as const
    const edits = [{ at, was, now: null }] as unknown as Edit[]
    await saveEdits(maker, { command: uuidv7(), pieceId: piece.pieceId, basedOn: 0, edits })
    const { hash } = await viewPiece(maker, piece.pieceId)
    const other = await arrangePiece(house, { place: network.tree.district(0) })
    await withPage(other)
    await settle(async (tx) => {
      await sql`update studio.media set withdrawn_at = now(), withdrawn_why = 'सहमति वापस' where file = decode(${file}, 'hex')`.execute(house.owner.db)
      await announce(tx, 'studio.mediaWithdrawn', { mediaId: uuidv7(), file })
    })
    const pages = await sql`select piece_id from studio.publication where withdrawn_at is null and piece_id = any (${[piece.pieceId, other.pieceId]}::uuid[])`.execute(house.owner.db)
    expect(pages.rows).toEqual([{ piece_id: other.pieceId }])
    const voided = await sql<{ hash: string }>`
      select payload ->> 'hash' as hash from outbox.event where name = 'studio.approvalVoided' and payload ->> 'pieceId' = ${piece.pieceId} order by id`.execute(house.owner.db)
    // Once by the edit, once more because the picture went; nothing is said of the draft's own bytes.
    expect(voided.rows.map((one) => one.hash)).toEqual([piece.hash, piece.hash])
    expect(hash).not.toBe(piece.hash)
  }) // prettier-ignore

  it('tells whoever may sign whose consent is named, beside the person shown, and nobody else', async () => {
    const [file, consent] = [await keep('none'), uuidv7()]
    await sql`
      insert into studio.depicted (id, media_id, name, basis, given_by, given_on, how, made_at)
      select ${consent}, id, 'कोई और', 'consent', 'वे स्वयं', '2026-11-01', 'paper', made_at from studio.media where file = decode(${file}, 'hex')`.execute(house.owner.db)
    const shown = { hi: 'गीता नमूना', en: 'Gita Sample' }
    const document = { ...samplePiece(), people: { p1: { name: shown, basis: 'consent' as const, consent, source: null } } }
    const { pieceId } = await arrangePiece(house, { place: network.tree.district(0), document, state: 'in_review' })
    expect((await viewPiece(first, pieceId)).consents).toEqual([{ id: consent, shown, name: 'कोई और', givenBy: 'वे स्वयं', givenOn: '2026-11-01' }])
    expect((await viewPiece(maker, pieceId)).consents).toEqual([])
  }) // prettier-ignore

  it('asks of recorded consents as of files', async () => {
    const document = { scenes: {}, people: { a: { consent: 'one' }, b: { consent: null } }, tribute: { consent: 'two' } }
    const rests = await sql<{ on: string[] }>`select studio.rests_on(${JSON.stringify(document)}::jsonb) as on`.execute(house.owner.db)
    expect(rests.rows[0]!.on.toSorted()).toEqual(['one', 'two'])
  }) // prettier-ignore
})
