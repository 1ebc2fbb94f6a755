import { matterOf } from '../../domain/platform.ts'
import {
  isYes,
  multipart,
  noOf,
  saysTheSame,
  whole,
  type Adapter,
  type Candidate,
  type No,
  type Perhaps,
  type Post,
  type Session,
} from './adapter.ts'
import { at, listAt, textAt, type Reply } from './conversation.ts'

const FILM_PATIENCE_MS = 300_000

const addressOf = ({ addresses, token }: Session, method: string) =>
  `${addresses.telegram.api}/bot${token}/${method}`

const no = (reply: Reply): No | Perhaps =>
  noOf(reply, ({ json, status }) => {
    const seconds = Number(at(json, 'parameters', 'retry_after'))
    return {
      told: textAt(json, 'description') ?? '',
      ...(status === 401 && { meaning: 'signed_out' as const }),
      ...(Number.isFinite(seconds) && seconds > 0 && { seconds }),
    }
  })

/** Public channels have a name and a page of their own; bots cannot read what they posted. */
const nameOf = (accountId: string): string | undefined =>
  accountId.startsWith('@') ? accountId.slice(1) : undefined
const urlOf = (accountId: string, id: string): string | null => {
  const name = nameOf(accountId)
  return name === undefined ? null : `https://t.me/${name}/${id.split(',')[0]}`
}

/** A channel's messages, by a bot that may post in it. There is nothing to prepare: the one request carries the bytes. */
export const telegram: Adapter = {
  knowsIdBefore: () => undefined,
  prepare: (_, __, progress) => Promise.resolve({ kind: 'ready', progress }),

  async publish(session, post) {
    const form = await formOf(session, post)
    const reply = await session.talk.about('publish').ask({
      method: 'POST',
      address: addressOf(session, form.method),
      headers: form.headers,
      bytes: form.bytes,
      timeoutMs: FILM_PATIENCE_MS,
    })
    if (!isYes(reply) || at(reply.json, 'ok') !== true)
      return isYes(reply) ? { kind: 'unknown', told: 'an answer without a message' } : no(reply)
    const many = listAt(reply.json, 'result').map((one) => textAt(one, 'message_id'))
    const id = many.length > 0 ? many.join(',') : textAt(reply.json, 'result', 'message_id')
    if (id === undefined) return { kind: 'unknown', told: 'an answer without a message' }
    return { kind: 'accepted', id, url: urlOf(session.accountId, id) }
  },

  async readBack({ talk, addresses, accountId }, _, id) {
    const name = nameOf(accountId)
    if (name === undefined) return { kind: 'blind' }
    const reply = await talk.about('read').ask({
      address: `${addresses.telegram.web}/${name}/${id.split(',')[0]}?embed=1&mode=tme`,
      headers: { accept: 'text/html' },
    })
    if (reply.kind !== 'garbled' || reply.status !== 200)
      return {
        kind: 'not_yet',
        told: reply.kind === 'lost' || reply.kind === 'unsent' ? reply.fault : `HTTP ${reply.status}`,
      }
    if (reply.raw.includes('tgme_widget_message_error')) return { kind: 'gone', told: reply.text }
    return reply.raw.includes('tgme_widget_message')
      ? { kind: 'live', url: urlOf(accountId, id) }
      : { kind: 'not_yet', told: reply.text.slice(0, 100) }
  },

  async lookFor({ talk, addresses, accountId }, post) {
    const name = nameOf(accountId)
    if (name === undefined) return []
    const reply = await talk
      .about('look')
      .ask({ address: `${addresses.telegram.web}/s/${name}`, headers: { accept: 'text/html' } })
    return reply.kind === 'garbled' && reply.status === 200 ? postsOf(reply.raw, accountId, post) : []
  },

  async withdraw(session, post, id) {
    const { talk, accountId } = session
    talk.about('withdraw')
    const ids = id.split(',').map(Number)
    const gone = await talk.ask({
      method: 'POST',
      address: addressOf(session, 'deleteMessages'),
      json: { chat_id: accountId, message_ids: ids },
    })
    if (isYes(gone) && at(gone.json, 'ok') === true) return { kind: 'deleted' }
    const why = no(gone)
    if (why.kind !== 'refused') return why
    if (/not found/i.test(why.told)) return { kind: 'deleted' }
    // Older than two days: what can still be done is to say that it is withdrawn.
    const said = post.language === 'hi' ? 'यह पोस्ट वापस ली गई है।' : 'This post has been withdrawn.'
    const isWords = matterOf(post.form) === 'words'
    const edited = await talk.ask({
      method: 'POST',
      address: addressOf(session, isWords ? 'editMessageText' : 'editMessageCaption'),
      json: { chat_id: accountId, message_id: ids[0], [isWords ? 'text' : 'caption']: said },
    })
    return isYes(edited) && at(edited.json, 'ok') === true && isWords
      ? { kind: 'edited' }
      : { kind: 'by_hand', told: why.told }
  },
}

const FIELD = { film: 'video', pictures: 'photo', sound: 'audio', words: '' } as const
const METHOD = { film: 'sendVideo', pictures: 'sendPhoto', sound: 'sendAudio', words: 'sendMessage' } as const

async function formOf(session: Session, post: Post) {
  const matter = matterOf(post.form)
  const chat = { chat_id: session.accountId }
  if (matter === 'words') return { method: METHOD.words, ...multipart({ ...chat, text: post.words }, []) }
  const parts: { name: string; fileName: string; mediaType: string; bytes: Buffer }[] = []
  for (const [nth, file] of post.files.entries())
    parts.push({
      name: post.files.length > 1 ? `part${nth}` : FIELD[matter],
      fileName: `${nth + 1}.${file.mediaType.split('/')[1]}`,
      mediaType: file.mediaType,
      bytes: await whole(session, file),
    })
  if (parts.length === 1)
    return {
      method: METHOD[matter],
      ...multipart(
        { ...chat, caption: post.words, ...(matter === 'film' && { supports_streaming: 'true' }) },
        parts,
      ),
    }
  const media = parts.map(({ name }, nth) => ({
    type: FIELD[matter],
    media: `attach://${name}`,
    ...(nth === 0 && { caption: post.words }),
  }))
  return { method: 'sendMediaGroup', ...multipart({ ...chat, media: JSON.stringify(media) }, parts) }
}

/** Posts on a public channel's page that say what this one says, the newest first. */
function postsOf(page: string, accountId: string, post: Post): readonly Candidate[] {
  return page
    .split('data-post="')
    .slice(1)
    .flatMap((piece) => {
      const id = /^[^"]*\/(\d+)"/.exec(piece)?.[1]
      const words = (/class="tgme_widget_message_text[^>]*>([\s\S]*?)<\/div>/.exec(piece)?.[1] ?? '').replace(
        /<[^>]*>/g,
        ' ',
      )
      const when = /datetime="([^"]+)"/.exec(piece)?.[1] ?? null
      return id !== undefined && saysTheSame(words, post.words)
        ? [{ id, url: urlOf(accountId, id), words: words.trim().slice(0, 200), at: when }]
        : []
    })
    .toReversed()
}
