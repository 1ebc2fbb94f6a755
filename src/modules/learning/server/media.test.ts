/** Hostile and clumsy uploads: each refused with its own reason, nothing kept; and no file of the house but lessons' opens here. */
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { useLearningStage } from '#tests/builders/learningStage.ts'
import { UPLOAD_LIMITS, type MediaKind } from '../domain/media.ts'
import { keepMedia } from './keepMedia.ts'
import { mp4Seconds } from '#platform/files/mp4Seconds.ts'
import { openMedia } from './openMedia.ts'

const scene = useLearningStage()
async function* parts(...bytes: (Buffer | string)[]): AsyncGenerator<Uint8Array> {
  for (const part of bytes) yield Buffer.from(part as string)
}
async function* much(head: Buffer, bytes: number): AsyncGenerator<Uint8Array> {
  yield head
  for (let sent = head.length; sent < bytes; sent += 65_536) yield Buffer.alloc(65_536)
}
const keep = (kind: MediaKind, source: AsyncIterable<Uint8Array>) =>
  keepMedia(scene.house.as(scene.trainer), kind, source)
const kept = async () =>
  (
    await scene.ask(sql<{ files: number; media: number }>`
    select (select count(*)::int from platform.file) as files, (select count(*)::int from learning.media) as media`)
  )[0]!

const box = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}
const timed = (seconds: number): Buffer => {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(seconds * 1000, 16)
  return header
}
const track = (seconds: number) => box('trak', box('mdia', box('mdhd', timed(seconds))))
const extent = (seconds: number): Buffer => {
  const body = Buffer.alloc(8)
  body.writeUInt32BE(seconds * 1000, 4)
  return box('mvex', box('mehd', body))
}
/** A film without pictures that says how long it is. */
const film = (seconds: number, ...more: readonly Buffer[]): Buffer => {
  const header = timed(seconds)
  return Buffer.concat([
    box('ftyp', Buffer.from('isom0000isom')),
    box('mdat', Buffer.alloc(64)),
    box('moov', Buffer.concat([box('mvhd', header), ...more])),
  ])
}
const ELF = Buffer.from('7f454c460201010000000000000000000200', 'hex')
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>'

describe('an upload', () => {
  it.each<[string, MediaKind, () => AsyncIterable<Uint8Array>, string, string]>([
    ['an SVG with a script', 'picture', () => parts(SVG), 'badInput', 'learning_picture_needed'],
    [
      'an SVG in XML',
      'picture',
      () => parts(`<?xml version="1.0"?>${SVG}`),
      'badInput',
      'learning_picture_needed',
    ],
    ['a program that was renamed to a film', 'video', () => parts(ELF, Buffer.alloc(5000)), 'badInput', 'learning_video_needed'], // prettier-ignore
    ['a program that was renamed to a sound', 'audio', () => parts(ELF), 'badInput', 'learning_audio_needed'],
    ['a page that was renamed to a picture', 'picture', () => parts('<!doctype html><script>1</script>'), 'badInput', 'learning_picture_needed'], // prettier-ignore
    ['a picture that only begins like one', 'picture', () => parts(Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(900)), 'badInput', 'files_picture_broken'], // prettier-ignore
    ['a film of two hours in few bytes', 'video', () => parts(film(7200)), 'badInput', 'learning_video_long'],
    ['a film of two hours that says a second', 'video', () => parts(film(1, track(1), track(7200))), 'badInput', 'learning_video_long'], // prettier-ignore
    ['a film of two hours in fragments', 'video', () => parts(film(0, extent(7200))), 'badInput', 'learning_video_long'], // prettier-ignore
    ['a film in fragments without an end', 'video', () => parts(film(0, track(0))), 'badInput', 'learning_video_broken'], // prettier-ignore
    ['a film of two hours', 'video', () => much(film(7200).subarray(0, 20), 600 * 1024 * 1024), 'tooLarge', 'learning_video_large'], // prettier-ignore
    [
      'a film that was cut off',
      'video',
      () => parts(film(60).subarray(0, 60)),
      'badInput',
      'learning_video_broken',
    ],
    [
      'an hour of sound',
      'audio',
      () => much(Buffer.from('ID3'), 60 * 1024 * 1024),
      'tooLarge',
      'learning_audio_large',
    ],
    [
      'a film where a picture is asked for',
      'picture',
      () => parts(film(10)),
      'badInput',
      'learning_picture_needed',
    ],
  ])('%s is refused with its reason, and nothing of it is kept', async (_, kind, source, id, reason) => {
    const before = await kept()
    await expect(keep(kind, source())).rejects.toMatchObject({ id, reason })
    expect(await kept()).toEqual(before)
  })

  it('that is too large is read no further than its limit', async () => {
    let sent = 0
    async function* counted() {
      for await (const part of much(Buffer.from('ID3'), 60 * 1024 * 1024)) {
        sent += part.length
        yield part
      }
    }
    await expect(keep('audio', counted())).rejects.toMatchObject({ id: 'tooLarge' })
    expect(sent).toBeLessThan(UPLOAD_LIMITS.audio + 1024 * 1024)
  })

  it('of a photo is drawn anew: small, and without where it was taken', async () => {
    const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#3a7' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1' } })
      .jpeg()
      .toBuffer()
    const { sha256, bytes } = await keep('picture', parts(photo))
    const opened = await openMedia(scene.house.as(scene.self), sha256)
    const drawn = Buffer.concat(await opened.stream.toArray())
    const seen = await sharp(drawn).metadata()
    expect([opened.mediaType, seen.width, seen.exif]).toEqual(['image/jpeg', 720, undefined])
    expect(bytes).toBe(drawn.length)
  })

  it('of a short film and of sound is taken', async () => {
    await keep('video', parts(film(0, extent(80))))
    expect(await keep('video', parts(film(90, track(89))))).toMatchObject({
      kind: 'video',
      mediaType: 'video/mp4',
    })
    expect(await keep('audio', parts('ID3', Buffer.alloc(2000)))).toMatchObject({ mediaType: 'audio/mpeg' })
  })

  it('is for those who write lessons', async () => {
    for (const actor of [scene.self, scene.coordinator])
      await expect(keepMedia(scene.house.as(actor), 'video', parts(film(9)))).rejects.toMatchObject({
        id: 'forbidden',
      })
    await expect(keepMedia(scene.house.as(NOBODY), 'video', parts(film(9)))).rejects.toMatchObject({
      id: 'notSignedIn',
    })
  })
})

it('a file of the house that is no lesson’s does not open here, even by its address', async () => {
  const store = await openStore(scene.house.platform.environment)
  const { sha256 } = await scene.house
    .asSystem()
    .transaction((tx) => putFile(tx, store, parts('ID3', 'somebody’s own'), { limit: 1000, kinds: ['mp3'] }))
  await expect(openMedia(scene.house.as(scene.self), sha256)).rejects.toMatchObject({ id: 'notFound' })
  await expect(openMedia(scene.house.as(scene.self), '../../etc')).rejects.toMatchObject({ id: 'notFound' })
  await expect(openMedia(scene.house.as(NOBODY), sha256)).rejects.toMatchObject({ id: 'notSignedIn' })
})

it('a film’s length is read from its header, in both of its forms, and from nothing else', async () => {
  expect(await mp4Seconds(parts(film(90)))).toBe(90)
  const long = Buffer.alloc(120)
  long.writeUInt8(1, 0)
  long.writeUInt32BE(600, 20)
  long.writeBigUInt64BE(600n * 45n, 24)
  expect(await mp4Seconds(parts(box('moov', box('mvhd', long))))).toBe(45)
  expect(await mp4Seconds(parts(box('moov', Buffer.alloc(0))))).toBeUndefined()
  expect(await mp4Seconds(parts(Buffer.from('ffffffff6d6f6f76', 'hex')))).toBeUndefined()
  expect(await mp4Seconds(parts(Buffer.alloc(0)))).toBeUndefined()
})
