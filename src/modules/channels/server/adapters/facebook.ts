import { matterOf } from '../../domain/platform.ts'
import {
  before,
  isYes,
  multipart,
  whole,
  type Adapter,
  type Post,
  type Prepared,
  type Progress,
  type Session,
} from './adapter.ts'
import { addressAt, at, textAt } from './conversation.ts'
import { askGraph, graphNo, postsAlike } from './graph.ts'

const FILM_PATIENCE_MS = 300_000

/** A Page's posts. Pictures go up unpublished and films as a handle, before the one request that makes the post. */
export const facebook: Adapter = {
  knowsIdBefore: () => undefined,

  async prepare(session, post, progress) {
    if (matterOf(post.form) === 'pictures') return preparePictures(session, post, progress)
    if (matterOf(post.form) === 'film') return prepareFilm(session, post, progress)
    return { kind: 'ready', progress }
  },

  async publish(session, post, progress) {
    session.talk.about('publish')
    const photos = post.files.flatMap((_, nth) => progress[`photo${nth}`] ?? [])
    const film = progress.handle
    const reply =
      film === undefined
        ? await askGraph(session, 'POST', `${session.accountId}/feed`, {
            message: post.words,
            ...Object.fromEntries(
              photos.map((id, nth) => [`attached_media[${nth}]`, JSON.stringify({ media_fbid: String(id) })]),
            ),
          })
        : await askGraph(session, 'POST', `${session.accountId}/videos`, {
            title: post.title,
            description: post.words,
            fbuploader_video_file_chunk: String(film),
          })
    const id = isYes(reply) ? textAt(reply.json, 'id') : undefined
    if (id !== undefined) return { kind: 'accepted', id, url: `https://www.facebook.com/${id}` }
    return isYes(reply) ? { kind: 'unknown', told: 'an answer without an id' } : graphNo(reply)
  },

  async readBack(session, post, id) {
    session.talk.about('read')
    const isFilm = matterOf(post.form) === 'film'
    const reply = await askGraph(
      session,
      'GET',
      `${id}?fields=${isFilm ? 'id,published,permalink_url,status' : 'id,is_published,permalink_url'}`,
    )
    if (!isYes(reply)) return goneOrNotYet(reply)
    const isPublic = at(reply.json, isFilm ? 'published' : 'is_published') !== false
    const isReady = !isFilm || ['ready', undefined].includes(textAt(reply.json, 'status', 'video_status'))
    const url = addressAt(reply.json, 'permalink_url', 'https://www.facebook.com') ?? null
    return isPublic && isReady
      ? { kind: 'live', url }
      : { kind: 'not_yet', told: textAt(reply.json, 'status', 'video_status') ?? 'unpublished' }
  },

  async lookFor(session, post) {
    session.talk.about('look')
    return postsAlike(session, post, 'published_posts', {
      words: 'message',
      url: 'permalink_url',
      at: 'created_time',
    })
  },

  async withdraw(session, _, id) {
    session.talk.about('withdraw')
    const reply = await askGraph(session, 'DELETE', id)
    if (isYes(reply)) return { kind: 'deleted' }
    return goneOrNotYet(reply).kind === 'gone' ? { kind: 'deleted' } : graphNo(reply)
  },
}

/** 100 with subcode 33: there is no such thing, or not for this page any more. */
function goneOrNotYet(reply: Parameters<typeof graphNo>[0]): { kind: 'gone' | 'not_yet'; told: string } {
  const { told } = graphNo(reply)
  const isGone =
    reply.kind === 'answered' &&
    (reply.status === 404 || Number(at(reply.json, 'error', 'error_subcode')) === 33)
  return { kind: isGone ? 'gone' : 'not_yet', told }
}

async function preparePictures(session: Session, post: Post, progress: Progress): Promise<Prepared> {
  const nth = post.files.findIndex((_, place) => progress[`photo${place}`] === undefined)
  const file = post.files[nth]
  if (!file) return { kind: 'ready', progress }
  const { talk, addresses, token, accountId } = session
  const form = multipart({ published: 'false' }, [
    {
      name: 'source',
      fileName: `${nth + 1}.jpg`,
      mediaType: file.mediaType,
      bytes: await whole(session, file),
    },
  ])
  const reply = await talk.about('upload').ask({
    method: 'POST',
    address: `${addresses.meta.api}/${accountId}/photos`,
    headers: { authorization: `Bearer ${token}`, ...form.headers },
    bytes: form.bytes,
    timeoutMs: FILM_PATIENCE_MS,
  })
  const id = isYes(reply) ? textAt(reply.json, 'id') : undefined
  if (id !== undefined) return { kind: 'more', progress: { ...progress, [`photo${nth}`]: id }, seconds: 0 }
  // An unpublished picture more is seen by nobody.
  return isYes(reply)
    ? { kind: 'later', seconds: 60, told: 'an answer without an id', everybody: false }
    : before(graphNo(reply))
}

/** The Resumable Upload API: one session, its bytes from wherever it stands, a handle in the end. */
async function prepareFilm(session: Session, post: Post, progress: Progress): Promise<Prepared> {
  const file = post.files[0]
  if (!file) return { kind: 'refused', told: 'no film' }
  if (progress.handle !== undefined) return { kind: 'ready', progress }
  if (progress.upload === undefined) {
    session.talk.about('begin upload')
    const query = new URLSearchParams({
      file_name: 'film.mp4',
      file_length: String(file.bytes),
      file_type: file.mediaType,
    })
    const begun = await askGraph(session, 'POST', `${session.appId}/uploads?${query}`)
    const upload = isYes(begun) ? textAt(begun.json, 'id') : undefined
    if (upload !== undefined) return { kind: 'more', progress: { upload, offset: 0, sure: 1 }, seconds: 0 }
    return isYes(begun)
      ? { kind: 'later', seconds: 60, told: 'no upload', everybody: false }
      : before(graphNo(begun))
  }
  const { talk, addresses, token } = session
  const address = `${addresses.meta.api}/${String(progress.upload)}`
  const headers = { authorization: `OAuth ${token}` }
  if (progress.sure !== 1) {
    const where = await talk.about('resume upload').ask({ address, headers })
    const offset = isYes(where) ? Number(at(where.json, 'file_offset')) : Number.NaN
    if (Number.isFinite(offset))
      return { kind: 'more', progress: { ...progress, offset, sure: 1 }, seconds: 0 }
    return { kind: 'anew', told: graphNo(where).told }
  }
  const from = Number(progress.offset)
  const bytes = await session.read(file, from, file.bytes - from)
  const reply = await talk.about('upload').ask({
    method: 'POST',
    address,
    headers: { ...headers, file_offset: String(from), 'content-type': 'application/octet-stream' },
    bytes,
    timeoutMs: FILM_PATIENCE_MS,
  })
  const handle = isYes(reply) ? textAt(reply.json, 'h') : undefined
  if (handle !== undefined) return { kind: 'more', progress: { ...progress, handle }, seconds: 0 }
  const why = graphNo(reply)
  return why.kind === 'unknown' || isYes(reply)
    ? { kind: 'more', progress: { ...progress, sure: 0 }, seconds: 10 }
    : why
}
