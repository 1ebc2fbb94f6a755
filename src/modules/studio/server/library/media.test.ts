/** The media library on a real database: what is kept of what is brought, what is refused, what looks alike. */
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { aClip, aLongClip, aWideClip, aPhoto, aVoice, arrived, saidOfMedia } from '#tests/builders/library.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { AddMedia } from '../../domain/library/media.ts'
import { addDepicted } from './addDepicted.ts'
import { addMedia } from './addMedia.ts'
import { chooseMedia, listMedia, viewMedia } from './listMedia.ts'
import { openLibraryFile } from './openLibraryFile.ts'
import { withdrawMedia } from './withdrawMedia.ts'
import { mediaFacts } from '../renditions/renditionStore.ts'

let house: TestPlatform
let network: Network
let creator: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  creator = house.as(await network.holder(network.tree.district(0), null, 'creator'))
})
afterAll(() => house.close())

async function bring(bytes: Buffer, changes: Partial<AddMedia> = {}, by = creator) {
  const received = await arrived(bytes)
  try {
    return await addMedia(by, saidOfMedia(changes), received)
  } finally {
    await received.discard()
  }
}
const bytesOf = (file: string): Promise<Buffer> =>
  house
    .asSystem()
    .transaction(async (tx) =>
      buffer((await getFile(tx, await openStore(house.platform.environment), file)).stream),
    )

describe('what is brought', () => {
  it('a sign that one sees through stays so, and carries nothing but what one sees', async () => {
    const dot = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><circle cx="48" cy="48" r="40" fill="#0b6e6e"/></svg>') // prettier-ignore
    const sign = await sharp(dot)
      .png()
      .withExif({ IFD0: { Artist: 'somebody' } })
      .toBuffer()
    const { media } = await viewMedia(creator, (await bring(sign)).mediaId)
    expect(media).toMatchObject({ mediaType: 'image/png', width: 96, height: 96 })
    const kept = await sharp(await bytesOf(media.file)).metadata()
    expect([kept.format, kept.hasAlpha, kept.exif]).toEqual(['png', true, undefined])
  })

  it('a photo is drawn anew: no place, no phone; with a small picture and one for a screen', async () => {
    const { mediaId, isNew } = await bring(await aPhoto(10, 3000, 2000))
    expect(isNew).toBe(true)
    const { media } = await viewMedia(creator, mediaId)
    expect(media).toMatchObject({
      kind: 'picture',
      mediaType: 'image/jpeg',
      width: 2560,
      height: 1707,
      synthetic: 'none',
    })
    for (const [file, longest] of [
      [media.file, 2560],
      [media.screen!, 1280],
      [media.thumb!, 360],
    ] as const) {
      const bytes = await bytesOf(file)
      const { width, exif } = await sharp(bytes).metadata()
      expect([width, exif]).toEqual([longest, undefined])
      expect(bytes.includes('MadeUpPhone')).toBe(false)
    }
    expect((await bytesOf(media.screen!)).length).toBeLessThan(250_000)
  })

  it('a clip and voices are packed anew: no place, phone or title; with their length and a first frame', async () => {
    const { media } = await viewMedia(creator, (await bring(aClip(2))).mediaId)
    expect(media).toMatchObject({ kind: 'clip', mediaType: 'video/mp4', width: 320, height: 240 })
    // AAC rounds up to whole frames.
    expect(Math.abs(media.ms! - 2000)).toBeLessThan(100)
    const packed = await bytesOf(media.file)
    for (const trace of ['+26.9124', 'MadeUpPhone', 'secret-title', 'Lavf'])
      expect(packed.includes(trace), trace).toBe(false)
    expect((await sharp(await bytesOf(media.thumb!)).metadata()).width).toBe(320)
    for (const name of ['voice.mp3', 'voice.ogg', 'voice.m4a'] as const) {
      const voice = (await viewMedia(creator, (await bring(aVoice(2, name))).mediaId)).media
      expect(voice).toMatchObject({ kind: 'voice', width: null, thumb: null })
      expect(Math.abs(voice.ms! - 2000), name).toBeLessThan(120)
      expect((await bytesOf(voice.file)).includes('secret-title'), name).toBe(false)
    }
  })

  it('the same bytes are one medium; a repeated command changes nothing; another use of its id is refused', async () => {
    const photo = await aPhoto(20)
    const command = uuidv7()
    const first = await bring(photo, { command })
    expect(await bring(photo, { command })).toEqual(first)
    expect(await bring(photo)).toEqual({ mediaId: first.mediaId, isNew: false })
    await expect(bring(await aPhoto(21), { command })).rejects.toMatchObject({ id: 'commandReused' })
  })

  it('the same bytes again with more said of them: the strictest word holds, and a laxer one afterwards frees nothing', async () => {
    const photo = await aPhoto(23)
    const first = await bring(photo)
    const declared = { synthetic: 'made', tool: 'A generator', what: 'पूरा चित्र' } as const
    const stricter = await bring(photo, declared)
    expect(stricter.isNew).toBe(true)
    expect(await bring(photo)).toEqual({ mediaId: stricter.mediaId, isNew: false })
    expect(await bring(photo, declared)).toEqual({ mediaId: stricter.mediaId, isNew: false })
    const { file } = (await viewMedia(creator, first.mediaId)).media
    const known = await house.asSystem().transaction((tx) => mediaFacts(tx, [file]))
    expect(known.get(file)).toMatchObject({ synthetic: 'made' })
    await sql`update studio.media set withdrawn_at = now(), withdrawn_why = 'मशीन का है' where id = ${stricter.mediaId}`.execute(house.owner.db)
    expect((await bring(photo, { shows: 'people' })).isNew).toBe(false)
  }) // prettier-ignore

  it('what looks alike is shown and never blocked; what does not is not', async () => {
    const photo = await aPhoto(40)
    const { mediaId } = await bring(photo)
    const sent = await sharp(photo).resize(700).modulate({ brightness: 1.1 }).jpeg({ quality: 40 }).toBuffer()
    const { mediaId: forwarded } = await bring(sent, { title: 'आगे भेजा हुआ' })
    const { mediaId: other } = await bring(await aPhoto(200))
    const alike = async (id: string) => (await viewMedia(creator, id)).alike.map((one) => one.id)
    expect(await alike(forwarded)).toContain(mediaId)
    expect(await alike(other)).not.toContain(mediaId)
    const plain = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await alike((await bring(plain)).mediaId)).toEqual([])
  })

  it('is listed and found by words of its title, page by page, and chosen with what the document must say', async () => {
    const what = 'पूरा चित्र'
    await bring(await aPhoto(60), {
      title: 'नहर और खेत',
      origin: 'made',
      synthetic: 'made',
      tool: 'A generator',
      what,
    })
    const { media } = await listMedia(creator, { q: 'खेत नहर', kind: 'picture' })
    expect(media.map(({ title, synthetic }) => [title, synthetic])).toEqual([['नहर और खेत', 'made']])
    const chosen = await chooseMedia(creator, { q: 'नहर' })
    expect(chosen.media[0]!.synthetic).toEqual({
      kind: 'made',
      tool: 'A generator',
      what: { hi: what, en: what },
    })
    expect((await listMedia(creator, { kind: 'voice' })).media.every(({ kind }) => kind === 'voice')).toBe(
      true,
    )
    expect((await listMedia(creator, { q: 'खेत\u0000 नहर' })).media).toHaveLength(1)
    expect((await listMedia(creator, { q: "'; drop table studio.media; --%_" })).media).toEqual([])
  })
})

describe('garbage', () => {
  const font = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 16, 1, 0]), Buffer.alloc(4000, 1)])
  it.each([
    [
      'an SVG with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'studio_l_kind_refused',
    ],
    ['a page', Buffer.from('<!doctype html><script>x</script>'), 'studio_l_kind_refused'],
    ['a font', font, 'studio_l_kind_refused'],
    [
      'a font that calls itself a picture',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), font]),
      'files_picture_broken',
    ],
    ['a table', Buffer.from('नाम,बूथ\nसीता,12\n'), 'studio_l_kind_refused'],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ'), 'studio_l_kind_refused'],
    ['a playlist', Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'), 'studio_l_kind_refused'],
    [
      'what only begins like a clip',
      Buffer.from('\x00\x00\x00\x20ftypisom\x00\x00\x00\x00isomiso2avc1mp41'),
      'files_played_broken',
    ],
    [
      'what only begins like a voice',
      Buffer.concat([Buffer.from('OggS\x00'), Buffer.alloc(3000, 5)]),
      'files_played_broken',
    ],
  ])('%s is refused beside its field', async (_, bytes, reason) => {
    await expect(bring(bytes)).rejects.toMatchObject({ id: 'badInput', fields: { file: reason } })
  })

  it('a clip of two hours is refused by its length before anything is decoded, one cut off, and one that phones do not play', async () => {
    const before = Date.now()
    await expect(bring(aLongClip())).rejects.toMatchObject({ fields: { file: 'files_played_long' } })
    expect(Date.now() - before).toBeLessThan(20_000)
    const clip = aClip(3)
    await expect(bring(clip.subarray(0, clip.length - 2000))).rejects.toMatchObject({ id: 'badInput' })
    await expect(bring(aClip(1, 'mpeg4'))).rejects.toMatchObject({ fields: { file: 'files_played_codec' } })
    for (const clip of [aWideClip(), aWideClip('size=32x32:rate=1000')])
      await expect(bring(clip)).rejects.toMatchObject({ fields: { file: 'files_played_wide' } })
  })

  it('what hangs behind a picture or a clip does not come along', async () => {
    const tail = Buffer.from('PK\x03\x04<script>alert(1)</script>%PDF-1.7')
    const picture = (await viewMedia(creator, (await bring(Buffer.concat([await aPhoto(80), tail]))).mediaId))
      .media
    expect((await bytesOf(picture.file)).includes('<script>')).toBe(false)
    const clip = (await viewMedia(creator, (await bring(Buffer.concat([aClip(1), tail]))).mediaId)).media
    expect((await bytesOf(clip.file)).includes('<script>')).toBe(false)
  })

  it('nothing of what was refused is kept, and no file is as good as none', async () => {
    await expect(addMedia(creator, saidOfMedia(), undefined)).rejects.toMatchObject({
      fields: { file: 'studio_l_file_needed' },
    })
    const huge = await arrived(Buffer.alloc(16 * 1024 * 1024, 0xff))
    await expect(addMedia(creator, saidOfMedia(), huge)).rejects.toMatchObject({ id: 'badInput' })
    await huge.discard()
  })
})

describe('what must be said', () => {
  it.each([
    [{ synthetic: undefined }, { synthetic: 'studio_l_synthetic_needed' }],
    [{ synthetic: 'made' }, { tool: 'studio_l_tool_needed', what: 'studio_l_what_needed' }],
    [{ origin: 'made' }, { synthetic: 'studio_l_made_is_synthetic' }],
    [{ rights: 'licence' }, { rightsWords: 'studio_l_rights_words_needed' }],
    [{ shows: undefined }, { shows: 'studio_l_shows_needed' }],
    [{ children: 'some' }, { children: 'studio_l_children_refused' }],
    [{ children: undefined }, { children: 'studio_l_children_needed' }],
    [{ title: ' ' }, { title: 'studio_l_line_short' }],
    [
      { title: ' ', rights: 'licence', synthetic: 'altered' },
      {
        ...{ title: 'studio_l_line_short', rightsWords: 'studio_l_rights_words_needed' },
        ...{ tool: 'studio_l_tool_needed', what: 'studio_l_what_needed' },
      },
    ],
  ])('%o is asked for', async (changes, fields) => {
    await expect(bring(await aPhoto(90), changes as Partial<AddMedia>)).rejects.toMatchObject({
      id: 'badInput',
      fields,
    })
  })

  it('who is shown and by what right; a consent has who, when and how, and never a day to come', async () => {
    const { mediaId } = await bring(await aPhoto(100), { shows: 'people' })
    const depict = (said: object) =>
      addDepicted(creator, { command: uuidv7(), mediaId, name: 'नमूना व्यक्ति', ...said } as never)
    await expect(depict({})).rejects.toMatchObject({ fields: { basis: 'studio_l_basis_needed' } })
    await expect(depict({ basis: 'family' })).rejects.toMatchObject({
      fields: {
        givenBy: 'studio_l_given_by_needed',
        givenOn: 'studio_l_given_on_needed',
        how: 'studio_l_how_needed',
      },
    })
    await expect(depict({ basis: 'news' })).rejects.toMatchObject({
      fields: { source: 'studio_l_source_needed' },
    })
    const consent = { basis: 'consent', givenBy: 'वे स्वयं', givenOn: '2026-11-01', how: 'paper' }
    await expect(depict({ ...consent, givenOn: '2099-01-01' })).rejects.toMatchObject({
      fields: { givenOn: 'studio_l_day_ahead' },
    })
    expect((await listMedia(creator, {})).media.find(({ id }) => id === mediaId)!.isUnasked).toBe(true)
    await depict(consent)
    expect((await listMedia(creator, {})).media.find(({ id }) => id === mediaId)!.isUnasked).toBe(false)
    const { mediaId: nobody } = await bring(await aPhoto(101))
    await expect(
      addDepicted(creator, { command: uuidv7(), mediaId: nobody, name: 'कोई', basis: 'unasked' }),
    ).rejects.toMatchObject({ reason: 'studio_l_shows_nobody' })
  })

  it('a consent that is withdrawn takes the medium out of use, once, and says so to the rooms that show it', async () => {
    const { mediaId } = await bring(await aPhoto(110), { shows: 'people', title: 'सहमति वापस' })
    const { depictedId } = await addDepicted(creator, {
      command: uuidv7(),
      mediaId,
      name: 'नमूना',
      basis: 'consent',
      givenBy: 'वे',
      givenOn: '2026-11-01',
      how: 'message',
    })
    await withdrawMedia(creator, { command: uuidv7(), mediaId, depictedId, why: 'अब नहीं चाहते' })
    const { media } = await viewMedia(creator, mediaId)
    expect([media.withdrawnWhy, media.people[0]!.withdrawnWhy]).toEqual(['अब नहीं चाहते', 'अब नहीं चाहते'])
    expect((await chooseMedia(creator, { q: 'सहमति' })).media).toEqual([])
    await expect(withdrawMedia(creator, { command: uuidv7(), mediaId, why: 'फिर से' })).rejects.toMatchObject({
      reason: 'studio_l_withdrawn_already',
    })
    const events = await sql<{
      payload: unknown
    }>`select payload from outbox.event where name = 'studio.mediaWithdrawn'`.execute(house.owner.db)
    expect(events.rows).toEqual([{ payload: { mediaId, file: media.file } }])
  })
})

it('the door for files opens those of the library and no other file of the house', async () => {
  const { media } = await viewMedia(creator, (await bring(await aPhoto(120))).mediaId)
  for (const file of [media.file, media.thumb!, media.screen!]) {
    const { stream, mediaType } = await openLibraryFile(creator, file)
    stream.destroy()
    expect(mediaType).toBe('image/jpeg')
  }
  const still = await openLibraryFile(creator, media.file, 'still')
  expect(
    createHash('sha256')
      .update(await buffer(still.stream))
      .digest('hex'),
  ).toBe(media.screen)
  const stray = Buffer.alloc(32, 3)
  await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (${stray}, 1, 'pdf', now())`.execute(
    house.owner.db,
  )
  for (const address of [stray.toString('hex'), '../../etc/passwd', 'f'.repeat(64)])
    await expect(openLibraryFile(creator, address)).rejects.toMatchObject({ id: 'notFound' })
})
