import {
  before,
  isYes,
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

/** Parts of an upload: a multiple of 256 KiB, as the protocol asks. */
const PART_BYTES = 8 * 1024 * 1024
const PART_PATIENCE_MS = 120_000
/** "News & Politics" and "Nonprofits & Activism" are both open to organisations; the second fits all of them. */
const CATEGORY = '29'

const headersOf = ({ token }: Session) => ({ authorization: `Bearer ${token}` })

/** https://developers.google.com/youtube/v3/docs/errors */
const REASONS: Readonly<Record<string, No['kind'] | 'unknown'>> = {
  quotaExceeded: 'later',
  dailyLimitExceeded: 'later',
  uploadLimitExceeded: 'later',
  rateLimitExceeded: 'later',
  userRateLimitExceeded: 'later',
  authError: 'signed_out',
}
const no = (reply: Reply): No | Perhaps =>
  noOf(reply, ({ json }) => {
    const reason = textAt(json, 'error', 'errors', 0, 'reason') ?? ''
    const meaning = REASONS[reason]
    const isDaily = /quota|daily|uploadLimit/i.test(reason)
    return {
      told: textAt(json, 'error', 'message') ?? textAt(json, 'error') ?? reason,
      ...(meaning && { meaning }),
      ...(isDaily && { seconds: secondsToPacificMidnight(new Date()) }),
    }
  })

/** Quotas begin anew at midnight in Los Angeles; an hour later is soon enough, whatever its clocks do. */
function secondsToPacificMidnight(now: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Los_Angeles',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(now)
  const [hours = 0, minutes = 0] = parts.split(':').map(Number)
  return 86_400 - hours * 3600 - minutes * 60 + 60
}

const statusOf = (post: Post, privacyStatus: 'private' | 'public') => ({
  privacyStatus,
  selfDeclaredMadeForKids: false,
  containsSyntheticMedia: post.isSynthetic,
})

/**
 * Films go up as private, in parts that go on after a cut; the one request makes the film, known by its id, public. So an upload that nobody knows of
 * is seen by nobody, and publishing is said again without harm.
 */
export const youtube: Adapter = {
  knowsIdBefore: ({ id }) => (id === undefined ? undefined : String(id)),

  async prepare(session, post, progress) {
    const file = post.files[0]
    if (!file) return { kind: 'refused', told: 'no film' }
    if (progress.id !== undefined) return { kind: 'ready', progress }
    if (progress.upload === undefined) return begin(session, post)
    return progress.sure === 1 ? sendPart(session, post, progress) : whereWeAre(session, post, progress)
  },

  async publish({ talk, addresses, ...session }, post, { id }) {
    const reply = await talk.about('publish').ask({
      method: 'PUT',
      address: `${addresses.youtube.api}/videos?part=status`,
      headers: headersOf({ talk, addresses, ...session }),
      json: { id: String(id), status: statusOf(post, 'public') },
    })
    const named = isYes(reply) ? textAt(reply.json, 'id') : undefined
    if (named !== undefined) return { kind: 'accepted', id: named, url: addresses.youtube.page + named }
    return isYes(reply) ? { kind: 'unknown', told: 'an answer without an id' } : no(reply)
  },

  async readBack(session, _, id) {
    const reply = await session.talk.about('read').ask({
      address: `${session.addresses.youtube.api}/videos?part=status&id=${encodeURIComponent(id)}`,
      headers: headersOf(session),
    })
    if (!isYes(reply)) return { kind: 'not_yet', told: no(reply).told }
    const status = at(reply.json, 'items', 0, 'status')
    if (status === undefined) return { kind: 'gone', told: 'videos.list: no such film' }
    const [privacy, upload] = [textAt(status, 'privacyStatus'), textAt(status, 'uploadStatus')]
    if (upload === 'failed' || upload === 'rejected' || upload === 'deleted')
      return {
        kind: 'gone',
        told: `${upload}: ${textAt(status, 'failureReason') ?? textAt(status, 'rejectionReason') ?? ''}`,
      }
    if (privacy !== 'public') return { kind: 'not_yet', told: `privacyStatus: ${privacy}` }
    return upload === 'processed'
      ? { kind: 'live', url: session.addresses.youtube.page + id }
      : { kind: 'not_yet', told: `uploadStatus: ${upload}` }
  },

  async lookFor(session, post) {
    const { talk, addresses } = session
    const mine = await talk.about('look').ask({
      address: `${addresses.youtube.api}/channels?part=contentDetails&mine=true`,
      headers: headersOf(session),
    })
    const list = isYes(mine)
      ? textAt(mine.json, 'items', 0, 'contentDetails', 'relatedPlaylists', 'uploads')
      : undefined
    if (list === undefined) return []
    const reply = await talk.ask({
      address: `${addresses.youtube.api}/playlistItems?part=snippet&maxResults=10&playlistId=${encodeURIComponent(list)}`,
      headers: headersOf(session),
    })
    if (!isYes(reply)) return []
    return listAt(reply.json, 'items').flatMap((item) => {
      const id = textAt(item, 'snippet', 'resourceId', 'videoId')
      const words = textAt(item, 'snippet', 'title') ?? ''
      return id !== undefined && saysTheSame(words, post.title)
        ? [
            {
              id,
              url: addresses.youtube.page + id,
              words,
              at: textAt(item, 'snippet', 'publishedAt') ?? null,
            },
          ]
        : []
    })
  },

  async withdraw(session, _, id) {
    const reply = await session.talk.about('withdraw').ask({
      method: 'DELETE',
      address: `${session.addresses.youtube.api}/videos?id=${encodeURIComponent(id)}`,
      headers: headersOf(session),
    })
    if (isYes(reply) || (reply.kind === 'answered' && reply.status === 404)) return { kind: 'deleted' }
    return no(reply)
  },
}

async function begin(session: Session, post: Post): Promise<Prepared> {
  const file = post.files[0]!
  const reply = await session.talk.about('begin upload').ask({
    method: 'POST',
    address: `${session.addresses.youtube.upload}/videos?uploadType=resumable&part=snippet,status`,
    headers: {
      ...headersOf(session),
      'x-upload-content-length': String(file.bytes),
      'x-upload-content-type': file.mediaType,
    },
    json: {
      snippet: {
        title: post.title,
        description: post.words,
        categoryId: CATEGORY,
        defaultLanguage: post.language,
      },
      status: statusOf(post, 'private'),
    },
  })
  const upload = isYes(reply) ? reply.header('location') : undefined
  if (upload !== undefined && URL.canParse(upload))
    return { kind: 'more', progress: { upload, offset: 0, sure: 1 }, seconds: 0 }
  return isYes(reply)
    ? { kind: 'later', seconds: 60, told: 'no address to upload to', everybody: false }
    : before(no(reply))
}

/** Asks how much has arrived: after a cut, or when another worker began. */
async function whereWeAre(session: Session, post: Post, progress: Progress): Promise<Prepared> {
  const reply = await session.talk.about('resume upload').ask({
    method: 'PUT',
    address: String(progress.upload),
    headers: {
      ...headersOf(session),
      'content-range': `bytes */${post.files[0]!.bytes}`,
      'content-length': '0',
    },
  })
  return uploaded(reply, progress)
}

async function sendPart(session: Session, post: Post, progress: Progress): Promise<Prepared> {
  const file = post.files[0]!
  const from = Number(progress.offset)
  const bytes = await session.read(file, from, PART_BYTES)
  const reply = await session.talk.about('upload').ask({
    method: 'PUT',
    address: String(progress.upload),
    headers: {
      ...headersOf(session),
      'content-type': file.mediaType,
      'content-length': String(bytes.length),
      'content-range': `bytes ${from}-${from + bytes.length - 1}/${file.bytes}`,
    },
    bytes,
    timeoutMs: PART_PATIENCE_MS,
  })
  return uploaded(reply, progress)
}

function uploaded(reply: Reply, progress: Progress): Prepared {
  if (isYes(reply)) {
    const id = textAt(reply.json, 'id')
    return id === undefined
      ? { kind: 'later', seconds: 60, told: 'a film without an id', everybody: false }
      : { kind: 'more', progress: { ...progress, id }, seconds: 0 }
  }
  if ((reply.kind === 'answered' || reply.kind === 'garbled') && reply.status === 308) {
    const arrived = /bytes=0-(\d+)/.exec(reply.header('range') ?? '')?.[1]
    return {
      kind: 'more',
      progress: { ...progress, offset: arrived === undefined ? 0 : Number(arrived) + 1, sure: 1 },
      seconds: 0,
    }
  }
  if (reply.kind === 'answered' && (reply.status === 404 || reply.status === 410))
    return { kind: 'anew', told: `the upload is not known any more (HTTP ${reply.status})` }
  const why = no(reply)
  // A cut in the middle is no failure: one asks where one is and goes on.
  return why.kind === 'unknown' ? { kind: 'more', progress: { ...progress, sure: 0 }, seconds: 10 } : why
}
