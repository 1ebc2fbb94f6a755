/** Renditions on a real database: asked for once, made by the job, whole or not there. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { buffer, text } from 'node:stream/consumers'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Media } from '#engines/scenes/index.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { openStore } from '#platform/files/openStore.ts'
import { checkAmp } from '#platform/rendering/checkAmp.ts'
import { proveLetters } from '#platform/rendering/provenLetters.ts'
import { aPhoto, aVoice } from '#tests/builders/library.ts'
import { shortPiece, useRenditionStage, withEverywhere } from '#tests/builders/renditionStage.ts'
import { sampleMedia } from '#tests/builders/samplePiece.ts'
import type { Form } from '../../domain/renditions/form.ts'
import { requireWhole } from '../gate.ts'
import { askForForms } from './askForRenditions.ts'
import { openPieceRendition, openRendition } from './openRendition.ts'
import { viewRenditions } from './viewRenditions.ts'

const stage = useRenditionStage()
const bytesOf = async (id: string) => buffer((await openRendition(stage.creator, id)).stream)
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('a piece under review', () => {
  it('becomes pictures, story, page and texts in both languages; asked again nothing is made anew; the same bytes come out twice', async () => {
    const photo = await stage.bring(await aPhoto(31))
    const document = withEverywhere(shortPiece(), sampleMedia({ file: photo.file }))
    const { pieceId, hash } = await stage.piece(document)
    const forms: Form[] = [
      'story',
      'page',
      'picture_square',
      'picture_portrait',
      'picture_story',
      'carousel',
      'message',
      'youtube',
      'subtitles',
      'audio',
    ]
    await stage.ask(pieceId, ...forms)
    await stage.ask(pieceId, ...forms)
    expect(
      await stage.waiting().then((all) => all.map(({ data }) => `${data.form} ${data.language}`).length),
    ).toBe(10 * 2)
    await stage.ask(pieceId, 'message')
    expect(await stage.waiting()).toEqual([])
    // Nobody speaks in it: neither a sound nor subtitles are among what is asked for.
    expect(
      (await stage.rows(pieceId, hash)).some(({ form }) => form === 'audio' || form === 'subtitles'),
    ).toBe(false)
    await sql`update studio.rendition set state = 'failed', fault = 'x_y_z' where piece_id = ${pieceId}`.execute(
      stage.house.owner.db,
    )
    await stage.ask(pieceId, ...forms)
    await stage.work()
    const made = await stage.rows(pieceId, hash)
    expect(made.filter(({ state }) => state !== 'ready')).toEqual([])
    const of = (form: string, language = 'hi', position = 0) =>
      made.find((one) => one.form === form && one.language === language && one.position === position)!
    expect([of('picture_square').width, of('picture_portrait').height, of('picture_story').height]).toEqual([
      1080, 1350, 1920,
    ])
    expect(made.filter(({ form }) => form === 'carousel')).toHaveLength(4)
    for (const one of made.filter(({ mediaType }) => mediaType === 'image/jpeg'))
      expect(one.bytes!, one.form).toBeLessThan(150_000)
    expect(await checkAmp(of('story', 'en').words!)).toEqual([])
    expect(of('page').words).toContain('<html lang="hi">')
    expect(of('message').words).toContain('गाँव का पानी')
    const { pieceId: again } = await stage.piece(document)
    await stage.ask(again, 'picture_story', 'carousel', 'story')
    await stage.work()
    const twice = await stage.rows(again, hash)
    for (const form of ['picture_story', 'carousel'] as const)
      expect(twice.filter((one) => one.form === form).map(({ file }) => file)).toEqual(
        made.filter((one) => one.form === form).map(({ file }) => file),
      )
    const events =
      await sql`select payload from outbox.event where name = 'studio.renditionsReady' and payload ->> 'pieceId' = ${pieceId}`.execute(
        stage.house.owner.db,
      )
    expect(events.rows).toEqual([{ payload: { pieceId, hash } }])
  }, 60_000)

  it('carries the label of a machine’s part in every picture, in words and in the file', async () => {
    const photo = await stage.bring(await aPhoto(32), {
      synthetic: 'made',
      origin: 'made',
      tool: 'A generator',
      what: 'चित्र',
    })
    const declared = { kind: 'made', tool: 'A generator', what: { hi: 'चित्र', en: 'picture' } } as const
    const { pieceId, hash } = await stage.piece(
      withEverywhere(shortPiece(), sampleMedia({ file: photo.file, synthetic: declared })),
    )
    await stage.ask(pieceId, 'picture_story', 'message')
    await stage.work()
    const made = await stage.rows(pieceId, hash)
    const picture = await bytesOf(
      made.find(({ form, language }) => form === 'picture_story' && language === 'hi')!.id,
    )
    expect((await sharp(picture).metadata()).xmp?.toString()).toContain('trainedAlgorithmicMedia')
    // The label's yellow across the top tenth (engines/scenes, label.ts).
    const { data } = await sharp(picture)
      .extract({ left: 4, top: 4, width: 1072, height: 180 })
      .resize(1, 1)
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([data[0]! > 180, data[1]! > 150, data[2]! < 110]).toEqual([true, true, true])
    expect(made.find(({ form, language }) => form === 'message' && language === 'hi')!.words).toContain('⚠')
  }, 30_000)

  it('is a film with sound where somebody speaks, in both formats, with its percent on the way', async () => {
    const voice = await stage.bring(aVoice(2))
    const said = {
      words: 'बावड़ी फिर से जी सकती है',
      voice: { file: voice.file, ms: voice.ms!, synthetic: { kind: 'none' as const } },
      cues: [],
    }
    const document = shortPiece((one) => ({
      ...one,
      scenes: Object.fromEntries(
        Object.entries(one.scenes).map(([id, scene]) => [
          id,
          { ...scene, narration: { hi: said, en: { ...said, words: 'It can live' } } },
        ]),
      ),
    }))
    const { pieceId, hash } = await stage.piece(document)
    await stage.ask(pieceId, 'video_short', 'audio')
    await stage.work()
    const made = await stage.rows(pieceId, hash)
    expect(
      made.map(({ form, language, state, mediaType }) => `${form} ${language} ${state} ${mediaType}`),
    ).toEqual([
      'audio hi ready audio/mp4',
      'audio en ready audio/mp4',
      'video_short hi ready video/mp4',
      'video_short en ready video/mp4',
    ])
    const first = await bytesOf(made[2]!.id)
    expect(first.subarray(4, 8).toString()).toBe('ftyp')
    expect(sha(first)).toBe(made[2]!.file)
  }, 120_000)
})

describe('what cannot be made', () => {
  it('a draft, undeclared media, media that the library does not have, took out of use or knows otherwise', async () => {
    const { pieceId: draft } = await stage.piece(shortPiece(), 'draft')
    await expect(stage.ask(draft, 'message')).rejects.toMatchObject({ reason: 'studio_l_r_review_first' })
    const refused = async (media: Media, reason: string) => {
      const document = withEverywhere(shortPiece(), media)
      const { pieceId } = await stage.piece(document)
      await expect(stage.ask(pieceId, 'message')).rejects.toMatchObject({ id: 'badInput', reason })
      if (media.synthetic.kind !== 'unasked')
        await expect(
          stage.house.asSystem().transaction((tx) => requireWhole(tx, document)),
        ).rejects.toMatchObject({
          reason,
        })
    }
    const photo = await stage.bring(await aPhoto(33))
    await refused(sampleMedia({ file: photo.file, synthetic: { kind: 'unasked' } }), 'studio_l_r_undeclared')
    await refused(sampleMedia({ file: 'b'.repeat(64) }), 'studio_l_gate_unknown')
    const people = await stage.bring(await aPhoto(34), { shows: 'people' })
    await refused(sampleMedia({ file: people.file }), 'studio_l_gate_unasked')
    const made = await stage.bring(await aPhoto(35), { synthetic: 'altered', tool: 'An app', what: 'आसमान' })
    await refused(sampleMedia({ file: made.file }), 'studio_l_gate_declared_otherwise')
    await sql`update studio.media set withdrawn_at = now(), withdrawn_why = 'नहीं' where id = ${photo.id}`.execute(
      stage.house.owner.db,
    )
    await refused(sampleMedia({ file: photo.file }), 'studio_l_gate_withdrawn')
  })

  it('is told in words, at once for what stays so, and may be asked for again', async () => {
    const { pieceId, hash } = await stage.piece(shortPiece())
    await stage.ask(pieceId, 'message')
    const [hi] = await stage.waiting()
    // The bytes change while it waits.
    await sql`update studio.piece set hash = sha256('other'), document = jsonb_set(document, '{title,hi}', '"अन्य"'), state = 'draft' where id = ${pieceId}`.execute(
      stage.house.owner.db,
    )
    await stage.attempt(hi!)
    expect(
      (await stage.rows(pieceId, hash)).find(({ language }) => language === hi!.data.language),
    ).toMatchObject({
      state: 'failed',
      fault: 'studio_l_r_outdated',
    })
  })

  it('a full disk is tried again, then told; asked again it is made', async () => {
    const { pieceId, hash } = await stage.piece(shortPiece())
    await stage.ask(pieceId, 'picture_square')
    const [one] = await stage.waiting()
    const store = (await openStore(stage.house.platform.environment)) as { adopt: unknown }
    const { adopt } = store
    // The kernel's own full disk.
    store.adopt = () => writeFile('/dev/full', 'x')
    const state = async () =>
      (await stage.rows(pieceId, hash)).find(({ language }) => language === one!.data.language)!
    try {
      await expect(stage.attempt(one!)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect((await state()).state).toBe('queued')
      await expect(stage.attempt(one!, 3)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect(await state()).toMatchObject({ state: 'failed', fault: 'rendering_disk_full' })
    } finally {
      store.adopt = adopt
    }
    await stage.ask(pieceId, 'picture_square')
    await stage.work()
    expect((await state()).state).toBe('ready')
  }, 30_000)

  it('where letters come out wrong nothing is made, which is told at once in words', async () => {
    const { pieceId, hash } = await stage.piece(shortPiece())
    await stage.ask(pieceId, 'picture_square')
    await proveLetters(() => Promise.reject(new Error('a font lies'))).catch(() => {})
    try {
      await stage.work()
      expect((await viewRenditions(stage.creator, pieceId)).areLettersWrong).toBe(true)
    } finally {
      await proveLetters()
    }
    const made = await stage.rows(pieceId, hash)
    expect(made.map(({ state, fault }) => `${state} ${fault}`)).toEqual(
      Array(2).fill('failed rendering_letters_wrong'),
    )
  })

  it('ffmpeg killed half-way leaves nothing behind, and the next try makes the film', async () => {
    const { pieceId, hash } = await stage.piece(
      shortPiece((one) => ({
        ...one,
        scenes: Object.fromEntries(
          Object.entries(one.scenes).map(([id, scene]) => [id, { ...scene, showMs: 8000 }]),
        ),
      })),
    )
    await stage.ask(pieceId, 'video_short')
    const [one] = await stage.waiting()
    const running = stage.attempt(one!).then(
      () => 'made',
      (thrown: unknown) => (thrown as { reason?: string }).reason,
    )
    let killed = false
    for (let nth = 0; nth < 400 && !killed; nth++) {
      await sleep(25)
      // Only our own child.
      const { stdout } = spawnSync('pgrep', ['-P', String(process.pid), '-x', 'ffmpeg'], { encoding: 'utf8' })
      for (const pid of stdout.split('\n').filter(Boolean)) {
        process.kill(Number(pid), 'SIGKILL')
        killed = true
      }
    }
    expect(await running).toBe('rendering_stopped')
    const state = async () =>
      (await stage.rows(pieceId, hash)).find(({ language }) => language === one!.data.language)!
    expect((await state()).state).toBe('queued')
    await stage.attempt(one!, 1)
    expect((await state()).state).toBe('ready')
  }, 120_000)

  it('old bytes’ renditions are forgotten with their files once new bytes get theirs', async () => {
    const { pieceId, hash } = await stage.piece(shortPiece())
    await stage.ask(pieceId, 'picture_square')
    await stage.work()
    await sql`update studio.piece set hash = sha256(${pieceId}::bytea), document = jsonb_set(document, '{title,hi}', '"दूसरा"'), state = 'draft' where id = ${pieceId}`.execute(
      stage.house.owner.db,
    )
    await sql`update studio.piece set state = 'in_review' where id = ${pieceId}`.execute(stage.house.owner.db)
    expect(await stage.rows(pieceId, hash)).toHaveLength(2)
    await stage.ask(pieceId, 'message')
    expect(await stage.rows(pieceId, hash)).toEqual([])
  }, 30_000)
})

describe('who may', () => {
  it('whoever sees the piece asks, looks and downloads; others of the studio and strangers do not', async () => {
    const { pieceId, hash } = await stage.piece(shortPiece())
    await askForForms(stage.creator, { command: uuidv7(), pieceId, forms: ['message'] })
    await stage.work()
    const [one] = await stage.rows(pieceId, hash)
    expect((await viewRenditions(stage.creator, pieceId)).renditions).toHaveLength(2)
    expect(await text((await openPieceRendition(stage.creator, one!.id)).stream)).toBe(one!.words)
    await expect(askForForms(stage.creator, { command: uuidv7(), pieceId, forms: [] })).rejects.toMatchObject(
      {
        fields: { forms: 'studio_l_r_form_needed' },
      },
    )
    for (const role of [
      'creator',
      'reviewer',
      'coordinator',
      'auditor',
      'booth_lead',
      'volunteer',
    ] as const) {
      const other = stage.house.as(await stage.network.holder(stage.network.tree.district(0), null, role))
      for (const deed of [
        () => viewRenditions(other, pieceId),
        () => openPieceRendition(other, one!.id),
        () => askForForms(other, { command: uuidv7(), pieceId, forms: ['page'] }),
      ])
        await expect(deed(), role).rejects.toMatchObject({ id: 'forbidden' })
    }
    // Who only reads asks for nothing to be made.
    const auditor = stage.house.as(await stage.network.holder(stage.network.tree.state, null, 'auditor'))
    expect((await viewRenditions(auditor, pieceId)).mayAsk).toBe(false)
    await expect(askForForms(auditor, { command: uuidv7(), pieceId, forms: ['page'] })).rejects.toMatchObject({ id: 'forbidden' }) // prettier-ignore
    await expect(viewRenditions(stage.house.as(NOBODY), pieceId)).rejects.toMatchObject({ id: 'notSignedIn' })
    await expect(openPieceRendition(stage.creator, uuidv7())).rejects.toMatchObject({ id: 'notFound' })
  })
})
