import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { cleanPicture } from '#platform/files/cleanPicture.ts'
import { FILE_KINDS } from '#platform/files/fileKind.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { LONGEST_SECONDS } from '../domain/content.ts'
import { UPLOAD_LIMITS, type MediaKind } from '../domain/media.ts'
import { insertMedia, type Media } from './mediaStore.ts'
import { mp4Seconds } from '#platform/files/mp4Seconds.ts'
import { mayWrite } from './policy.ts'

/** Pixels of a picture's longer side: twice the width of a small phone; and a quality at which ten of them fit into one pack. */
const LESSON_PICTURE = { longerSide: 720, quality: 60 } as const

/**
 * Takes in a picture, sound or film for lessons. Its first bytes say what it is, not its name: an SVG, a renamed program, a film of hours are refused,
 * each with its reason, and nothing is kept of them.
 * @throws Refusal forbidden, tooLarge, badInput
 */
export async function keepMedia(
  ctx: Context,
  kind: MediaKind,
  source: AsyncIterable<Uint8Array>,
): Promise<Media> {
  const { personId } = requirePerson(ctx.actor)
  authorise(mayWrite(ctx.actor))
  if (kind === 'picture') {
    const { jpeg } = await inWords(kind, () => cleanPicture(source, UPLOAD_LIMITS.picture, LESSON_PICTURE))
    async function* drawn() {
      yield jpeg
    }
    return ctx.transaction((tx) => put(tx, ctx, kind, drawn(), personId))
  }
  return inWords(kind, () => ctx.transaction((tx) => put(tx, ctx, kind, source, personId)))
}

async function put(
  tx: Transaction,
  ctx: Context,
  kind: MediaKind,
  source: AsyncIterable<Uint8Array>,
  by: string,
): Promise<Media> {
  const store = await openStore(ctx.platform.environment)
  const kinds =
    kind === 'picture'
      ? (['jpeg'] as const)
      : kind === 'audio'
        ? (['mp3', 'ogg'] as const)
        : (['mp4'] as const)
  const file = await putFile(tx, store, source, { limit: UPLOAD_LIMITS[kind], kinds })
  if (kind === 'video') {
    const bytes = await store.open(file.sha256)
    const seconds = bytes && (await mp4Seconds(bytes))
    if (seconds === undefined) throw new Refusal('badInput', { reason: 'learning_video_broken' })
    if (seconds > LONGEST_SECONDS) throw new Refusal('badInput', { reason: 'learning_video_long' })
  }
  const media = { sha256: file.sha256, kind, mediaType: FILE_KINDS[file.kind], bytes: file.bytes }
  await insertMedia(tx, media, by)
  record(tx, 'learning.keepMedia', `file:${file.sha256}`, { kind, bytes: file.bytes })
  return media
}

const TOO_LARGE = {
  picture: 'learning_picture_large',
  audio: 'learning_audio_large',
  video: 'learning_video_large',
} as const
const NOT_IT = {
  picture: 'learning_picture_needed',
  audio: 'learning_audio_needed',
  video: 'learning_video_needed',
} as const

/** Says a refusal of the file store as this door's own rule: what is taken here, and why. */
async function inWords<T>(kind: MediaKind, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    if (thrown.id === 'tooLarge') throw new Refusal('tooLarge', { reason: TOO_LARGE[kind], cause: thrown })
    if (thrown.reason === 'files_kind_refused' || thrown.reason === 'files_picture_needed')
      throw new Refusal('badInput', { reason: NOT_IT[kind], cause: thrown })
    throw thrown
  }
}
