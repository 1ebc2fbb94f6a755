/** Rule 6 of docs/integrity.md: two people who have not edited sign the same bytes, and every edit undoes it; in the verbs and in the database. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edit } from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { proveLetters } from '#platform/rendering/provenLetters.ts'
import { mergeRecords } from '#tests/builders/merging.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangePiece } from '#tests/builders/pieces.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { CHECKS } from '../domain/piece.ts'
import { approvedPiece, listApproved } from './approvedPiece.ts'
import { addComment, settleComment } from './comments.ts'
import { studioReactions } from './reactions.ts'
import { retirePiece } from './retirePiece.ts'
import { saveEdits } from './saveEdits.ts'
import { sendBack } from './sendBack.ts'
import { sendForReview } from './sendForReview.ts'
import { signPiece } from './signPiece.ts'
import { viewPiece } from './viewPiece.ts'

let house: TestPlatform
let network: Network
/** A creator; two who review; and one who does both. */
let maker: Context
let first: Context
let second: Context
let both: Context
let bothPerson: MadeUpPerson
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const place = network.tree.district(0)
  maker = house.as(await network.holder(place, null, 'creator'))
  first = house.as(await network.holder(place, null, 'reviewer'))
  second = house.as(await network.holder(network.tree.state, null, 'coordinator'))
  bothPerson = await network.person({ place, wing: 1 })
  await network.appoint(bothPerson, { role: 'creator', place, wing: null })
  await network.appoint(bothPerson, { role: 'reviewer', place, wing: null })
  both = house.as(await network.actor(bothPerson))
})
afterAll(() => house.close())

const idOf = (ctx: Context) => (ctx.actor.kind === 'person' ? ctx.actor.personId : '')
const inReview = async () => {
  const piece = await arrangePiece(house, { place: network.tree.district(0), madeBy: idOf(maker) })
  await sendForReview(maker, { command: uuidv7(), pieceId: piece.pieceId, seen: piece.hash })
  return piece
}
type Arranged = Awaited<ReturnType<typeof inReview>>
const sign = (ctx: Context, { pieceId, hash }: Arranged) =>
  signPiece(ctx, { command: uuidv7(), pieceId, seen: hash, checked: [...CHECKS] })
const approved = async () => {
  const piece = await inReview()
  await sign(first, piece)
  await sign(second, piece)
  return piece
}
const edit = (ctx: Context, pieceId: string, now = 'और साफ़ शब्द') => {
  const edits: Edit[] = [{ at: ['title', 'hi'], was: samplePiece().title.hi, now }]
  return saveEdits(ctx, { command: uuidv7(), pieceId, basedOn: 0, edits })
}
const standing = (pieceId: string) => house.asSystem().transaction((tx) => approvedPiece(tx, pieceId))
const events = async (pieceId: string) =>
  (
    await sql<{
      name: string
    }>`select name from outbox.event where payload ->> 'pieceId' = ${pieceId} order by at, id`.execute(
      house.owner.db,
    )
  ).rows.map(({ name }) => name)

describe('a piece', () => {
  it('stands approved once two others signed the same bytes, and rooms above find it', async () => {
    const piece = await inReview()
    expect(await sign(first, piece)).toMatchObject({ isApproved: false })
    expect(await standing(piece.pieceId)).toBeUndefined()
    expect(await sign(second, piece)).toMatchObject({ isApproved: true })
    expect(await standing(piece.pieceId)).toMatchObject({
      hash: piece.hash,
      kind: 'scheme',
      synthetic: false,
    })
    expect(await events(piece.pieceId)).toEqual(['studio.pieceApproved'])
    const near = [{ lft: network.tree.booth(0, 0, 0).lft, rgt: network.tree.booth(0, 0, 0).rgt, wing: 1 }]
    const list = (fields: typeof near) =>
      house.asSystem().transaction((tx) => listApproved(tx, { near: fields }))
    expect((await list(near)).map(({ pieceId }) => pieceId)).toContain(piece.pieceId)
    const far = network.tree.district(1)
    expect(await list([{ lft: far.lft, rgt: far.rgt, wing: 1 }])).toEqual([])
  })

  it('does not go to review while anything is short, and the page says what and where', async () => {
    const document = { ...samplePiece(), title: { hi: '', en: 'A title' } }
    const { pieceId, hash } = await arrangePiece(house, { place: network.tree.district(0), document })
    const send = () => sendForReview(maker, { command: uuidv7(), pieceId, seen: hash })
    expect(await outcomeOf(send)).toEqual({ otherwise: 'studio_gate_closed' })
    const { findings } = await viewPiece(maker, pieceId)
    expect(findings).toMatchObject([{ what: 'titleMissing', language: 'hi' }])
  })

  it('is signed by nobody who began or edited it, nor twice by one, nor with a part of the checklist', async () => {
    const piece = await arrangePiece(house, { place: network.tree.district(0), madeBy: idOf(maker) })
    await edit(both, piece.pieceId)
    const { hash } = await viewPiece(maker, piece.pieceId)
    const changed = { ...piece, hash }
    await sendForReview(maker, { command: uuidv7(), pieceId: piece.pieceId, seen: hash })
    expect(await outcomeOf(() => sign(both, changed))).toBe('refused')
    expect(await outcomeOf(() => sign(maker, changed))).toBe('refused')
    await sign(first, changed)
    expect(await outcomeOf(() => sign(first, changed))).toEqual({ otherwise: 'studio_signed_already' })
    const half = { command: uuidv7(), pieceId: piece.pieceId, seen: hash, checked: ['sources' as const] }
    expect(await outcomeOf(() => signPiece(second, half))).toMatchObject({ otherwise: expect.anything() })
    expect(await standing(piece.pieceId)).toBeUndefined()
  })

  it('loses both signatures by any edit, says so, and whoever edited has lost the right', async () => {
    const piece = await inReview()
    await sign(both, piece)
    await sign(first, piece)
    expect(await standing(piece.pieceId)).toBeDefined()
    const { hash, state } = await edit(both, piece.pieceId)
    expect(state).toBe('draft')
    expect(await standing(piece.pieceId)).toBeUndefined()
    expect(await events(piece.pieceId)).toEqual(['studio.pieceApproved', 'studio.approvalVoided'])
    await sendForReview(maker, { command: uuidv7(), pieceId: piece.pieceId, seen: hash })
    expect(await outcomeOf(() => sign(both, { ...piece, hash }))).toBe('refused')
    await sign(first, { ...piece, hash })
    await sign(second, { ...piece, hash })
    expect(await standing(piece.pieceId)).toMatchObject({ hash })
  })

  it('of which one signature stands loses it by an edit too', async () => {
    const piece = await inReview()
    await sign(first, piece)
    await edit(maker, piece.pieceId)
    expect((await viewPiece(maker, piece.pieceId)).signed).toEqual([])
    expect(await events(piece.pieceId)).toEqual(['studio.approvalVoided'])
  })

  it('is sent back with a reason from review and after approval; retired, it is edited no more', async () => {
    const piece = await approved()
    const back = { command: uuidv7(), pieceId: piece.pieceId, words: 'तारीख़ ग़लत है' }
    await sendBack(second, back)
    expect(await standing(piece.pieceId)).toBeUndefined()
    expect((await viewPiece(maker, piece.pieceId)).state).toBe('draft')
    await retirePiece(maker, { command: uuidv7(), pieceId: piece.pieceId, words: 'पुराना हुआ' })
    expect(await outcomeOf(() => edit(maker, piece.pieceId))).toEqual({ otherwise: 'studio_retired' })
    expect((await events(piece.pieceId)).slice(-1)).toEqual(['studio.pieceRetired'])
  })

  it('carries comments, open and settled, and no signature falls by one', async () => {
    const piece = await approved()
    const said = { command: uuidv7(), pieceId: piece.pieceId, scene: 'scene-1', words: 'स्रोत?' }
    const { commentId } = await addComment(first, said)
    await settleComment(maker, { command: uuidv7(), pieceId: piece.pieceId, commentId, resolved: true })
    const { comments } = await viewPiece(maker, piece.pieceId)
    expect(comments).toMatchObject([{ scene: 'scene-1', words: 'स्रोत?', resolvedAt: expect.any(Date) }])
    expect(await standing(piece.pieceId)).toBeDefined()
    const nowhere = { ...said, command: uuidv7(), scene: 'scene-99' }
    expect(await outcomeOf(() => addComment(first, nowhere))).toEqual({ otherwise: 'studio_scene_unknown' })
  })

  it('is signed nowhere where letters come out wrong, and its page says so', async () => {
    const piece = await inReview()
    await proveLetters(() => Promise.reject(new Error('a font lies'))).catch(() => {})
    try {
      expect(await outcomeOf(() => sign(first, piece))).toEqual({ otherwise: 'rendering_letters_wrong' })
      expect((await viewPiece(first, piece.pieceId)).areLettersWrong).toBe(true)
    } finally {
      await proveLetters()
    }
    await sign(first, piece)
    expect((await viewPiece(first, piece.pieceId)).areLettersWrong).toBe(false)
  })

  it('with an edit that races the second signature is approved as signed, or not at all', async () => {
    for (let round = 0; round < 12; round++) {
      const piece = await inReview()
      await sign(first, piece)
      const [signed] = await Promise.allSettled([
        sign(second, piece),
        edit(maker, piece.pieceId, `बदला ${round}`),
      ])
      const stands = await standing(piece.pieceId)
      // The edit always wins in the end: before the signature it refuses it, after it makes it void.
      expect(stands).toBeUndefined()
      const { state, document } = await viewPiece(maker, piece.pieceId)
      expect([state, document.title.hi]).toEqual(['draft', `बदला ${round}`])
      if (signed!.status === 'rejected') expect(signed!.reason).toMatchObject({ id: 'changedMeanwhile' })
    }
  })
})

describe('the database itself', () => {
  const serving = (query: ReturnType<typeof sql>) => second.transaction((tx) => query.execute(tx.db))
  const refuses = (query: ReturnType<typeof sql>) => expect(serving(query)).rejects.toThrow()
  const signature = (
    { pieceId, hash }: Arranged,
    by: string,
    checked = '{sources,rights,depicted,synthetic,tone}',
  ) =>
    sql`insert into studio.approval (id, piece_id, hash, by_person, checked, at)
      values (${uuidv7()}, ${pieceId}, decode(${hash}, 'hex'), ${by}, ${checked}, now())`

  it('takes no signature of a maker, under other bytes, of half a checklist, or outside a review', async () => {
    const piece = await inReview()
    await refuses(signature(piece, idOf(maker)))
    await refuses(signature({ ...piece, hash: 'a'.repeat(64) }, idOf(first)))
    await refuses(signature(piece, idOf(first), '{sources}'))
    await serving(signature(piece, idOf(first)))
    await refuses(signature(piece, idOf(first)))
    const draft = await arrangePiece(house, { place: network.tree.district(0) })
    await refuses(signature(draft, idOf(first)))
  })

  it('approves nothing with fewer than two, whoever says so', async () => {
    const piece = await inReview()
    const approve = sql`update studio.piece set state = 'approved', approved_at = now() where id = ${piece.pieceId}`
    await refuses(approve)
    await serving(signature(piece, idOf(first)))
    await refuses(approve)
    await serving(signature(piece, idOf(second)))
    await serving(approve)
    expect(await standing(piece.pieceId)).toBeDefined()
  })

  it('changes no byte of what is approved, whether or not the hash goes along', async () => {
    const { pieceId } = await approved()
    const other = JSON.stringify({ ...samplePiece(), title: { hi: 'और कुछ', en: 'Else' } })
    await refuses(sql`update studio.piece set document = ${other}::jsonb where id = ${pieceId}`)
    await refuses(sql`update studio.piece set hash = sha256('else') where id = ${pieceId}`)
    await refuses(
      sql`update studio.piece set document = ${other}::jsonb, hash = sha256('else') where id = ${pieceId}`,
    )
    await refuses(
      sql`insert into studio.edit (piece_id, seq, edit, at, command_id) values (${pieceId}, 1, '{}', now(), ${uuidv7()})`,
    )
    expect(await standing(pieceId)).toBeDefined()
  })

  it('keeps signatures and edits as they are, from whoever serves and whoever owns', async () => {
    const { pieceId } = await approved()
    await refuses(sql`update studio.approval set voided_at = now() where piece_id = ${pieceId}`)
    await refuses(sql`delete from studio.approval where piece_id = ${pieceId}`)
    const owner = house.owner.db
    await expect(
      sql`update studio.approval set hash = sha256('else') where piece_id = ${pieceId}`.execute(owner),
    ).rejects.toThrow()
    await edit(maker, pieceId)
    await expect(
      sql`update studio.edit set edit = '{}' where piece_id = ${pieceId}`.execute(owner),
    ).rejects.toThrow()
    await refuses(sql`delete from studio.edit where piece_id = ${pieceId}`)
  })

  it('makes a draft again of what turns out to be signed by one person twice, and says so to whoever waits with it', async () => {
    const place = network.tree.district(0)
    const twice = [
      await network.person({ place, wing: 1 }),
      await network.person({ place, wing: 1 }),
    ] as const
    const piece = await inReview()
    for (const person of twice) {
      await network.appoint(person, { role: 'reviewer', place, wing: null })
      await sign(house.as(await network.actor(person)), piece)
    }
    const by = house.as(await network.holder(network.tree.state, null, 'admin'))
    await mergeRecords(by, twice[0].id, twice[1].id)
    while ((await deliverEvents(house.platform, studioReactions)) > 0);
    expect((await viewPiece(maker, piece.pieceId)).state).toBe('draft')
    expect((await events(piece.pieceId)).slice(-1)).toEqual(['studio.approvalVoided'])
  })

  it('counts two records of one person once, also when that is found out later', async () => {
    const piece = await approved()
    await sql`update people.person set merged_into = ${idOf(first)}, state = 'left' where id = ${idOf(second)}`.execute(
      house.owner.db,
    )
    expect(await standing(piece.pieceId)).toBeUndefined()
    await sql`update people.person set merged_into = null, state = 'vouched' where id = ${idOf(second)}`.execute(
      house.owner.db,
    )
    expect(await standing(piece.pieceId)).toBeDefined()
  })
})
