/** What of a piece is public: nothing until it is released, a dated notice once it is withdrawn. */
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { settingsChanged } from '#platform/settings/currentSettings.ts'
import { checkAmp } from '#platform/rendering/checkAmp.ts'
import { aPhoto } from '#tests/builders/library.ts'
import { approveWithOwnersHand } from '#tests/builders/pieces.ts'
import { shortPiece, useRenditionStage, withEverywhere } from '#tests/builders/renditionStage.ts'
import { sampleMedia } from '#tests/builders/samplePiece.ts'
import { retirePiece } from '../retirePiece.ts'
import { libraryReactions } from '../library/libraryReactions.ts'
import { openPublicFile, publishPiece, viewPublicPage, withdrawPiece } from './publishPiece.ts'

const stage = useRenditionStage()

describe('what is public', () => {
  const nobody = () => stage.house.as(NOBODY)
  const look = (pieceId: string, form: 'page' | 'story' = 'page', language: 'hi' | 'en' = 'hi') =>
    viewPublicPage(nobody(), { pieceId, form, language, origin: 'https://house.example' })
  const release = (pieceId: string, hash: string) =>
    stage.house.asSystem().transaction((tx) => publishPiece(tx, { pieceId, hash }))
  /** Something else begins while a release is under way, and ends after it. */
  async function releaseWhile(pieceId: string, hash: string, other: () => Promise<unknown>): Promise<void> {
    let done: Promise<unknown> | undefined
    await stage.house.asSystem().transaction(async (tx) => {
      await publishPiece(tx, { pieceId, hash })
      done = other()
      await new Promise((wait) => setTimeout(wait, 300))
    })
    await done
  }

  it('nothing until approved bytes are released; then page, valid story and their pictures; withdrawn, a dated notice', async () => {
    const photo = await stage.bring(await aPhoto(36))
    const { pieceId, hash } = await stage.piece(
      withEverywhere(shortPiece(), sampleMedia({ file: photo.file })),
    )
    await expect(release(pieceId, hash)).rejects.toMatchObject({ reason: 'studio_l_p_not_approved' })
    await approveWithOwnersHand(stage.house, stage.network, pieceId, hash)
    await expect(release(pieceId, 'a'.repeat(64))).rejects.toMatchObject({
      reason: 'studio_l_p_not_approved',
    })
    await expect(release(pieceId, hash)).rejects.toMatchObject({ reason: 'studio_l_p_not_made' })
    await stage.ask(pieceId, 'story', 'page')
    await stage.work()
    await expect(look(pieceId)).rejects.toMatchObject({ id: 'notFound' })
    await sql`insert into platform.setting (key, value) values ('organisation', ${JSON.stringify({ nameHi: 'नमूना संगठन', nameEn: 'Sample', grievanceName: 'कोई', grievanceContact: 'x@y.example' })}::jsonb)`.execute(
      stage.house.owner.db,
    )
    settingsChanged(stage.house.platform)
    await release(pieceId, hash)
    const page = await look(pieceId)
    const story = await look(pieceId, 'story', 'en')
    if (page.state !== 'public' || story.state !== 'public') throw new Error('not public')
    // Its look names nobody: the organisation does.
    expect(page.html).toContain('<p class="from" dir="auto">नमूना संगठन</p>')
    // A reader's own word for the host is good for pictures alone: what is shared, joined by and read by machines is the house's.
    const { origin } = stage.house.platform.environment
    expect(page.html).toContain(`<link rel="canonical" href="${origin}/piece/${pieceId}">`)
    expect(page.html).toContain(`hreflang="en" href="${origin}/piece/${pieceId}/en"`)
    expect(page.html.match(/https:\/\/house\.example\/(?!piece\/[0-9a-f-]+\/m\/)/g)).toBeNull()
    expect(await checkAmp(story.html)).toEqual([])
    const { rows } = await sql<{
      bytes: string
    }>`select studio.poster_bytes(${pieceId}, 'hi') as bytes`.execute(stage.house.owner.db)
    expect(Number(rows[0]!.bytes)).toBe((await openPublicFile(nobody(), pieceId, 'poster-hi')).bytes)
    for (const name of [photo.file, 'poster-hi', 'mark-en']) {
      const { stream, mediaType } = await openPublicFile(nobody(), pieceId, name)
      expect((await sharp(await buffer(stream)).metadata()).width, name).toBe(
        name === photo.file ? 1280 : name === 'mark-en' ? 192 : 960,
      )
      expect(mediaType).toBe(name === 'mark-en' ? 'image/png' : 'image/jpeg')
    }
    for (const name of ['c'.repeat(64), 'poster-fr', '__proto__', '../../etc/passwd'])
      await expect(openPublicFile(nobody(), pieceId, name)).rejects.toMatchObject({ id: 'notFound' })
    await stage.house.asSystem().transaction((tx) => withdrawPiece(tx, { pieceId, hash, why: 'सुधार के लिए' }))
    expect(await look(pieceId)).toMatchObject({ state: 'withdrawn', why: 'सुधार के लिए' })
    await expect(openPublicFile(nobody(), pieceId, photo.file)).rejects.toMatchObject({ id: 'notFound' })

    // Released again it is public again; taken out of use for good, at that very moment too, it is a notice, without the house's own reason.
    await releaseWhile(pieceId, hash, () => retirePiece(stage.creator, { command: uuidv7(), pieceId, words: 'पुराना हुआ' })) // prettier-ignore
    expect(await look(pieceId)).toMatchObject({ state: 'withdrawn', why: 'अब काम में नहीं · no longer in use' })
  }, 60_000)

  it('a medium that is taken out of use voids the approval and hides the page', async () => {
    const photo = await stage.bring(await aPhoto(37))
    const { pieceId, hash } = await stage.piece(
      withEverywhere(shortPiece(), sampleMedia({ file: photo.file })),
    )
    await approveWithOwnersHand(stage.house, stage.network, pieceId, hash)
    await stage.ask(pieceId, 'story')
    await stage.work()
    const react = libraryReactions.find(({ event }) => event === 'studio.mediaWithdrawn')!
    const event = {
      id: '1',
      name: react.event,
      payload: { mediaId: photo.id, file: photo.file },
      at: new Date(),
    }
    const hear = () => stage.house.asSystem().transaction((tx) => react.react(tx, event as never))
    await releaseWhile(pieceId, hash, hear)
    const { rows: pieces } = await sql`select state from studio.piece where id = ${pieceId}`.execute(
      stage.house.owner.db,
    )
    expect(pieces).toEqual([{ state: 'draft' }])
    const { rows: signed } =
      await sql`select from studio.approval where piece_id = ${pieceId} and voided_at is null`.execute(
        stage.house.owner.db,
      )
    expect(signed).toEqual([])
    const { rows: events } =
      await sql`select payload from outbox.event where name = 'studio.approvalVoided' and payload ->> 'pieceId' = ${pieceId}`.execute(
        stage.house.owner.db,
      )
    expect(events).toEqual([{ payload: { pieceId, hash } }])
    expect((await look(pieceId)).state).toBe('withdrawn')
  }, 60_000)
})
