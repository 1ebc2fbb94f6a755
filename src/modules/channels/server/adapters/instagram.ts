import { matterOf } from '../../domain/platform.ts'
import {
  before,
  isYes,
  type Adapter,
  type Post,
  type Prepared,
  type Progress,
  type Session,
} from './adapter.ts'
import { addressAt, textAt } from './conversation.ts'
import { askGraph, graphNo, postsAlike } from './graph.ts'

/** Meta asks to look at a container once a minute. */
const LOOK_AGAIN_S = 30

/**
 * A professional account's posts: Instagram fetches the media from a public address of ours into a container, and the one request publishes the
 * container. Each container is published once, whoever asks how often (docs: status_code PUBLISHED).
 */
export const instagram: Adapter = {
  knowsIdBefore: () => undefined,

  async prepare(session, post, progress) {
    if (progress.container === undefined) return makeContainers(session, post, progress)
    session.talk.about('processing')
    const reply = await askGraph(session, 'GET', `${progress.container}?fields=status_code,status`)
    if (!isYes(reply)) return before(graphNo(reply))
    const state = textAt(reply.json, 'status_code')
    if (state === 'FINISHED') return { kind: 'ready', progress }
    if (state === 'IN_PROGRESS') return { kind: 'more', progress, seconds: LOOK_AGAIN_S }
    if (state === 'EXPIRED') return { kind: 'anew', told: 'the container is older than a day' }
    return { kind: 'refused', told: textAt(reply.json, 'status') ?? `status_code: ${state}` }
  },

  async publish(session, _, { container }) {
    session.talk.about('publish')
    const reply = await askGraph(session, 'POST', `${session.accountId}/media_publish`, {
      creation_id: String(container),
    })
    const id = isYes(reply) ? textAt(reply.json, 'id') : undefined
    if (id !== undefined) return { kind: 'accepted', id, url: null }
    return isYes(reply) ? { kind: 'unknown', told: 'an answer without an id' } : graphNo(reply)
  },

  async readBack(session, _, id) {
    session.talk.about('read')
    const reply = await askGraph(session, 'GET', `${id}?fields=id,permalink`)
    if (isYes(reply)) return { kind: 'live', url: addressAt(reply.json, 'permalink') ?? null }
    const isGone =
      reply.kind === 'answered' &&
      (reply.status === 404 || textAt(reply.json, 'error', 'error_subcode') === '33')
    return { kind: isGone ? 'gone' : 'not_yet', told: graphNo(reply).told }
  },

  async lookFor(session, post) {
    session.talk.about('look')
    return postsAlike(session, post, 'media', { words: 'caption', url: 'permalink', at: 'timestamp' })
  },

  // The interface takes no post away: whoever keeps the account does, in the app.
  withdraw: () => Promise.resolve({ kind: 'by_hand', told: 'Instagram: no deletion by the interface' }),
}

async function makeContainers(session: Session, post: Post, progress: Progress): Promise<Prepared> {
  session.talk.about('container')
  const { accountId, publicAddress } = session
  const isMany = post.files.length > 1
  const nth = isMany ? post.files.findIndex((_, place) => progress[`part${place}`] === undefined) : -1
  const media = (place: number) => ({ image_url: publicAddress(place) })
  const asked: Record<string, string> =
    nth >= 0
      ? { ...media(nth), is_carousel_item: 'true' }
      : isMany
        ? {
            media_type: 'CAROUSEL',
            children: post.files.map((_, place) => progress[`part${place}`]).join(','),
            caption: post.words,
          }
        : matterOf(post.form) === 'film'
          ? { media_type: 'REELS', video_url: publicAddress(0), caption: post.words }
          : { ...media(0), caption: post.words }
  const reply = await askGraph(session, 'POST', `${accountId}/media`, asked)
  const id = isYes(reply) ? textAt(reply.json, 'id') : undefined
  if (id === undefined)
    return isYes(reply)
      ? { kind: 'later', seconds: 60, told: 'an answer without an id', everybody: false }
      : before(graphNo(reply))
  return { kind: 'more', progress: { ...progress, [nth >= 0 ? `part${nth}` : 'container']: id }, seconds: 0 }
}
