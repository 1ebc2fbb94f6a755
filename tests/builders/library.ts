/** What is brought into the media library, and rows of it planted with the owner's hand. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import sharp from 'sharp'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { receive, type Received } from '#platform/files/receive.ts'
import type { AddMedia } from '#modules/studio/domain/library/media.ts'
import type { SendStory } from '#modules/studio/domain/library/story.ts'
import type { TestPlatform } from '../database/testPlatform.ts'
import type { Place } from './tree.ts'

/** A photo with hills and a sun, as a phone makes it: with a place in it. @param hue so that no two look alike */
export async function aPhoto(hue = 30, width = 1600, height = 1200): Promise<Buffer> {
  const hills = Array.from({ length: 9 }, (_, at) => {
    const x = (at * width) / 8
    const y = height * (0.45 + 0.3 * Math.sin(at * (1 + hue / 40) + hue))
    return `${x},${y}`
  })
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue} 60% 78%)"/><circle cx="${width * (0.2 + (hue % 7) / 10)}" cy="${height * 0.25}" r="${height / 8}" fill="#ffd97a"/><polygon points="0,${height} ${hills.join(' ')} ${width},${height}" fill="hsl(${(hue + 120) % 360} 40% 34%)"/></svg>`
  return sharp(Buffer.from(scene))
    .withExif({ IFD0: { Make: 'MadeUpPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1' } })
    .jpeg()
    .toBuffer()
}

/** What ffmpeg makes of these words; the last is the file's name. */
function made(...words: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-made-'))
  try {
    const { status, stderr } = spawnSync('ffmpeg', ['-nostdin', '-y', ...words], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr.slice(-800))
    return readFileSync(join(folder, words.at(-1)!))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const WHERE = [
  '-metadata',
  'location=+26.9124+075.7873/',
  '-metadata',
  'make=MadeUpPhone',
  '-metadata',
  'title=secret-title',
]
/** A clip as a phone makes it, with place and phone in it. */
export const aClip = (seconds = 2, codec: 'libx264' | 'mpeg4' = 'libx264'): Buffer =>
  made('-f', 'lavfi', '-i', `testsrc2=size=320x240:rate=10:duration=${seconds}`, '-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`,
    '-c:v', codec, '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...WHERE, '-movflags', 'use_metadata_tags', 'clip.mp4') // prettier-ignore
/** A clip of hours in few bytes: one picture every ten minutes. */
export const aLongClip = (seconds = 7200): Buffer =>
  made(
    '-f',
    'lavfi',
    '-i',
    `color=size=32x32:rate=1/600:duration=${seconds}`,
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    'long.mp4',
  )
/** A clip whose picture is larger than any phone films, or that has more of them a second, in few bytes. */
export const aWideClip = (said = 'size=5120x2880:rate=1'): Buffer =>
  made('-f', 'lavfi', '-i', `color=${said}:duration=1`, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', 'wide.mp4') // prettier-ignore
export const aVoice = (seconds = 2, name: 'voice.mp3' | 'voice.ogg' | 'voice.m4a' = 'voice.ogg'): Buffer =>
  made(
    '-f',
    'lavfi',
    '-i',
    `sine=frequency=440:duration=${seconds}`,
    ...(name === 'voice.ogg' ? ['-c:a', 'libopus'] : []),
    ...WHERE,
    name,
  )

async function* inParts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += 60_000) yield bytes.subarray(from, from + 60_000)
}
export const arrived = (bytes: Buffer): Promise<Received> => receive(inParts(bytes), 70_000_000)
export const inOneStream = (bytes: Buffer): AsyncIterable<Uint8Array> => Readable.from([bytes])

export const saidOfMedia = (changes: Partial<AddMedia> = {}): AddMedia => ({
  command: uuidv7(),
  title: 'पहाड़ों पर सूरज',
  origin: 'own',
  rights: 'own',
  shows: 'nobody',
  children: 'none',
  synthetic: 'none',
  ...changes,
})
export const saidOfStory = (changes: Partial<SendStory> = {}): SendStory => ({
  command: uuidv7(),
  words: 'आज बावड़ी की सफ़ाई हुई',
  people: '3',
  grownUp: 'on',
  agreed: 'on',
  shownWhere: 'everywhere',
  synthetic: 'none',
  ...changes,
})

/** A row in every table of the library: one who brings and answers, another who sends. */
export async function plantLibrary(
  house: TestPlatform,
  {
    maker,
    sender,
    place,
    booth,
  }: { readonly maker: string; readonly sender: string; readonly place: Place; readonly booth: Place },
): Promise<{ readonly mediaId: string; readonly storyId: string }> {
  const now = house.clock.now()
  const [mediaId, storyId, depictedId] = [uuidv7(), uuidv7(), uuidv7()]
  const file = sql`sha256(${mediaId}::bytea)`
  for (const row of [
    sql`platform.file (sha256, bytes, kind, stored_at) values (${file}, 1, 'jpeg', ${now})`,
    sql`studio.story (id, person_id, place_id, place_lft, wing, state, words, kind, file, media_type, bytes, width, height, people, shown_where, synthetic,
        made_at, arrived_at, answered_by, answered_at)
      values (${storyId}, ${sender}, ${booth.id}, ${booth.lft}, 1, 'taken', 'बावड़ी साफ़ हुई', 'picture', ${file}, 'image/jpeg', 1, 1, 1, 0, 'everywhere', 'none',
        ${now}, ${now}, ${maker}, ${now})`,
    sql`studio.media (id, kind, file, media_type, bytes, width, height, title, origin, rights, rights_words, shows, synthetic, entity_hi, entity_en, story_id,
        place_id, place_lft, place_rgt, wing, made_by, made_at)
      values (${mediaId}, 'picture', ${file}, 'image/jpeg', 1, 1, 1, 'बावड़ी', 'booth', 'permission', 'बूथ', 'people', 'none', '', '', ${storyId},
        ${place.id}, ${place.lft}, ${place.rgt}, 1, ${maker}, ${now})`,
    sql`studio.depicted (id, media_id, name, basis, made_by, made_at) values (${depictedId}, ${mediaId}, 'कोई', 'unasked', ${maker}, ${now})`,
    sql`studio.story_passed_over (merge_id, kind, row_id) values (${uuidv7()}, 'sent', ${storyId})`,
  ])
    await sql`insert into ${row}`.execute(house.owner.db)
  await sql`insert into studio.rendition (id, piece_id, hash, form, language, asked_at, changed_at)
    select ${uuidv7()}, id, hash, 'message', 'hi', ${now}, ${now} from studio.piece limit 1 on conflict do nothing`.execute(
    house.owner.db,
  )
  await sql`update studio.story set media_id = ${mediaId} where id = ${storyId}`.execute(house.owner.db)
  return { mediaId, storyId }
}
