import {
  before,
  isYes,
  multipart,
  noOf,
  saysTheSame,
  type Adapter,
  type No,
  type Perhaps,
  type Post,
  type Prepared,
  type Progress,
  type Session,
} from './adapter.ts'
import { at, listAt, textAt, type Reply } from './conversation.ts'

/** One part of an upload; the interface takes at most 5 MB. */
const PART_BYTES = 4 * 1024 * 1024
const PART_PATIENCE_MS = 120_000

const headersOf = ({ token }: Session) => ({ authorization: `Bearer ${token}` })

const no = (reply: Reply): No | Perhaps =>
  noOf(reply, ({ json, status, header }) => {
    const told =
      textAt(json, 'detail') ??
      textAt(json, 'errors', 0, 'message') ??
      textAt(json, 'errors', 0, 'detail') ??
      textAt(json, 'title') ??
      ''
    const reset = Number(header('x-rate-limit-reset'))
    const seconds =
      Number.isFinite(reset) && reset > 0 ? Math.max(1, Math.ceil(reset - Date.now() / 1000)) : undefined
    // The same words twice: they may be there from a request whose answer was lost.
    if (status === 403 && /duplicate/i.test(told)) return { told, meaning: 'unknown' }
    return { told, ...(seconds !== undefined && status === 429 && { seconds }) }
  })

const categoryOf = (mediaType: string): string =>
  mediaType.startsWith('video') ? 'tweet_video' : mediaType === 'image/gif' ? 'tweet_gif' : 'tweet_image'

/** An account's posts: media in parts, then the one request. X refuses the same words twice, which comes to a person as "perhaps". */
export const x: Adapter = {
  knowsIdBefore: () => undefined,

  async prepare(session, post, progress) {
    const nth = post.files.findIndex((_, place) => progress[`done${place}`] !== 1)
    return nth < 0 ? { kind: 'ready', progress } : prepareFile(session, post, nth, progress)
  },

  async publish(session, post, progress) {
    const { talk, addresses } = session
    const ids = post.files.map((_, nth) => String(progress[`media${nth}`]))
    const reply = await talk.about('publish').ask({
      method: 'POST',
      address: `${addresses.x.api}/tweets`,
      headers: headersOf(session),
      json: {
        text: post.words,
        ...(ids.length > 0 && { media: { media_ids: ids } }),
        ...(post.isSynthetic && { made_with_ai: true }),
      },
    })
    const id = isYes(reply) ? textAt(reply.json, 'data', 'id') : undefined
    if (id !== undefined) return { kind: 'accepted', id, url: addresses.x.page + id }
    return isYes(reply) ? { kind: 'unknown', told: 'an answer without an id' } : no(reply)
  },

  async readBack(session, _, id) {
    const reply = await session.talk
      .about('read')
      .ask({ address: `${session.addresses.x.api}/tweets/${id}`, headers: headersOf(session) })
    if (isYes(reply) && textAt(reply.json, 'data', 'id') === id)
      return { kind: 'live', url: session.addresses.x.page + id }
    const isGone =
      reply.kind === 'answered' &&
      (reply.status === 404 || /not-found/.test(textAt(reply.json, 'errors', 0, 'type') ?? ''))
    return {
      kind: isGone ? 'gone' : 'not_yet',
      told: isYes(reply) ? (textAt(reply.json, 'errors', 0, 'detail') ?? '') : no(reply).told,
    }
  },

  async lookFor(session, post) {
    const { talk, addresses, accountId } = session
    const reply = await talk.about('look').ask({
      address: `${addresses.x.api}/users/${accountId}/tweets?max_results=10&tweet.fields=created_at`,
      headers: headersOf(session),
    })
    if (!isYes(reply)) return []
    return listAt(reply.json, 'data').flatMap((one) => {
      const [id, words] = [textAt(one, 'id'), textAt(one, 'text') ?? '']
      return id !== undefined && saysTheSame(words, post.words)
        ? [{ id, url: addresses.x.page + id, words, at: textAt(one, 'created_at') ?? null }]
        : []
    })
  },

  async withdraw(session, _, id) {
    const reply = await session.talk.about('withdraw').ask({
      method: 'DELETE',
      address: `${session.addresses.x.api}/tweets/${id}`,
      headers: headersOf(session),
    })
    if (isYes(reply) || (reply.kind === 'answered' && reply.status === 404)) return { kind: 'deleted' }
    return no(reply)
  },
}

/** One step of one file: begin, the next part, finish, or look whether it has been processed. */
async function prepareFile(session: Session, post: Post, nth: number, progress: Progress): Promise<Prepared> {
  const { talk, addresses } = session
  const file = post.files[nth]!
  const upload = `${addresses.x.api}/media/upload`
  const id = progress[`media${nth}`]
  if (id === undefined) {
    const begun = await talk.about('begin upload').ask({
      method: 'POST',
      address: `${upload}/initialize`,
      headers: headersOf(session),
      json: {
        media_type: file.mediaType,
        total_bytes: file.bytes,
        media_category: categoryOf(file.mediaType),
      },
    })
    const media = isYes(begun) ? textAt(begun.json, 'data', 'id') : undefined
    if (media === undefined)
      return isYes(begun)
        ? { kind: 'later', seconds: 60, told: 'no upload', everybody: false }
        : before(no(begun))
    return { kind: 'more', progress: { ...progress, [`media${nth}`]: media, part: 0 }, seconds: 0 }
  }
  if (progress[`sent${nth}`] === 1) return processed(session, nth, progress)
  const part = Number(progress.part ?? 0)
  if (part * PART_BYTES < file.bytes) {
    const bytes = await session.read(file, part * PART_BYTES, PART_BYTES)
    const form = multipart({ segment_index: String(part) }, [
      { name: 'media', fileName: 'part', mediaType: 'application/octet-stream', bytes },
    ])
    const sent = await talk.about('upload').ask({
      method: 'POST',
      address: `${upload}/${id}/append`,
      headers: { ...headersOf(session), ...form.headers },
      bytes: form.bytes,
      timeoutMs: PART_PATIENCE_MS,
    })
    if (isYes(sent)) return { kind: 'more', progress: { ...progress, part: part + 1 }, seconds: 0 }
    const why = no(sent)
    if (why.kind === 'refused') return { kind: 'anew', told: why.told }
    // A part that was cut is sent again under its own number.
    return why.kind === 'unknown' ? { kind: 'more', progress, seconds: 10 } : why
  }
  const ended = await talk
    .about('finish upload')
    .ask({ method: 'POST', address: `${upload}/${id}/finalize`, headers: headersOf(session) })
  if (!isYes(ended)) return before(no(ended))
  return {
    kind: 'more',
    progress: {
      ...progress,
      [`sent${nth}`]: 1,
      ...(at(ended.json, 'data', 'processing_info') === undefined && { [`done${nth}`]: 1 }),
      part: 0,
    },
    seconds: 0,
  }
}

async function processed(session: Session, nth: number, progress: Progress): Promise<Prepared> {
  const reply = await session.talk.about('processing').ask({
    address: `${session.addresses.x.api}/media/upload?command=STATUS&media_id=${progress[`media${nth}`]}`,
    headers: headersOf(session),
  })
  if (!isYes(reply)) return before(no(reply))
  const state = textAt(reply.json, 'data', 'processing_info', 'state') ?? 'succeeded'
  if (state === 'succeeded') return { kind: 'more', progress: { ...progress, [`done${nth}`]: 1 }, seconds: 0 }
  if (state === 'failed')
    return {
      kind: 'refused',
      told: textAt(reply.json, 'data', 'processing_info', 'error', 'message') ?? 'processing failed',
    }
  return {
    kind: 'more',
    progress,
    seconds: Math.max(5, Number(at(reply.json, 'data', 'processing_info', 'check_after_secs')) || 10),
  }
}
