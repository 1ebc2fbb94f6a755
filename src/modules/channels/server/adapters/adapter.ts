import type { Form, PostFile } from '../../domain/platform.ts'
import type { Addresses } from './addresses.ts'
import type { Conversation, Reply } from './conversation.ts'

/** A post as an adapter gets it. */
export interface Post {
  readonly id: string
  readonly form: Form
  readonly language: 'hi' | 'en'
  readonly title: string
  readonly words: string
  readonly files: readonly PostFile[]
  readonly isSynthetic: boolean
  /** When it was first asked for: nothing older is this post. */
  readonly askedAt: Date
}

/** What an adapter may use. */
export interface Session {
  readonly talk: Conversation
  readonly addresses: Addresses
  readonly token: string
  readonly accountId: string
  /** The organisation's own app at the platform, where requests name it. */
  readonly appId: string
  /** Bytes of a file from an offset on, at most so many. */
  readonly read: (file: PostFile, from: number, most: number) => Promise<Buffer>
  /** A public address at which the platform fetches a file, while the post is being sent. */
  readonly publicAddress: (nth: number) => string
}

/** How far preparations came, as words that the next run understands. Sealed where it rests. */
export type Progress = Readonly<Record<string, string | number>>

/** Certain answers to anything that is asked. */
export type No =
  | { readonly kind: 'refused'; readonly told: string }
  /** Nothing was made; again after so many seconds. `everybody`: the whole channel waits. */
  | { readonly kind: 'later'; readonly seconds: number; readonly told: string; readonly everybody: boolean }
  /** The sign-in is not accepted any more. */
  | { readonly kind: 'signed_out'; readonly told: string }
/** Nobody knows. */
export type Perhaps = { readonly kind: 'unknown'; readonly told: string }

/** `ready`: the one request may go out. `more`: what came so far is to be kept at once; called again. */
export type Prepared =
  | { readonly kind: 'ready'; readonly progress: Progress }
  | { readonly kind: 'more'; readonly progress: Progress; readonly seconds: number }
  /** It begins anew: what was kept is of no use any more. */
  | { readonly kind: 'anew'; readonly told: string }
  | No
  | Perhaps
export type Published =
  | { readonly kind: 'accepted'; readonly id: string; readonly url: string | null }
  | No
  | Perhaps
export type Seen =
  | { readonly kind: 'live'; readonly url: string | null }
  | { readonly kind: 'not_yet'; readonly told: string }
  | { readonly kind: 'gone'; readonly told: string }
  /** The interface shows nobody: a person looks. */
  | { readonly kind: 'blind' }
export interface Candidate {
  readonly id: string
  readonly url: string | null
  readonly words: string
  readonly at: string | null
}
export type Removed =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'edited' }
  | { readonly kind: 'by_hand'; readonly told: string }
  | No
  | Perhaps

/**
 * One platform's interface. `prepare` shows nobody anything and may be said again; `publish` is the one request after which silence means "perhaps".
 */
export interface Adapter {
  /** Saying `publish` again about the same progress makes no second post (it names the post): an unknown answer may be looked up by its id. */
  readonly knowsIdBefore: (progress: Progress) => string | undefined
  prepare(session: Session, post: Post, progress: Progress): Promise<Prepared>
  publish(session: Session, post: Post, progress: Progress): Promise<Published>
  readBack(session: Session, post: Post, id: string): Promise<Seen>
  /** Posts that may be this one, the newest first. */
  lookFor(session: Session, post: Post): Promise<readonly Candidate[]>
  withdraw(session: Session, post: Post, id: string): Promise<Removed>
}

const isOk = (status: number): boolean => status >= 200 && status < 300
type Answered = Extract<Reply, { kind: 'answered' }>
/** An answer that is a yes; what is none may still be an answer. */
type Yes = Answered & { readonly status: number & { readonly isYes: true } }
export const isYes = (reply: Reply): reply is Yes => reply.kind === 'answered' && isOk(reply.status)

/** Answers that mean "perhaps" although they look like a refusal: a time-out of some gateway, or the platform's own. */
const NO_ANSWER: ReadonlySet<number> = new Set([408, 425, 499])

/** What a reply that is no yes means. @param read the platform's own words, and what only this platform says by them */
export function noOf(
  reply: Reply,
  read: (reply: Answered) => { told: string; meaning?: No['kind'] | 'unknown'; seconds?: number },
): No | Perhaps {
  if (reply.kind === 'lost') return { kind: 'unknown', told: reply.fault }
  if (reply.kind === 'unsent') return { kind: 'later', seconds: 60, told: reply.fault, everybody: false }
  if (reply.kind === 'garbled') {
    const told = `HTTP ${reply.status}: ${reply.text}`
    if (reply.status === 429) return throttled(reply.header('retry-after'), told)
    // A page instead of an answer says nothing of what became of the request, unless its number is a plain no.
    return reply.status >= 400 && reply.status < 500 && !NO_ANSWER.has(reply.status)
      ? { kind: 'refused', told }
      : { kind: 'unknown', told }
  }
  const { told, meaning, seconds } = read(reply)
  const { status, header } = reply
  if (meaning === 'later' || status === 429)
    return throttled(seconds === undefined ? header('retry-after') : String(seconds), told)
  if (meaning === 'signed_out' || (status === 401 && meaning === undefined))
    return { kind: 'signed_out', told }
  if (meaning === 'unknown' || NO_ANSWER.has(status) || status >= 500 || status < 400)
    return { kind: 'unknown', told: told || `HTTP ${status}` }
  return { kind: 'refused', told: told || `HTTP ${status}` }
}

const USUAL_WAIT_S = 15 * 60
function throttled(said: string | undefined, told: string): No {
  const seconds = Number(said)
  return {
    kind: 'later',
    seconds: Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : USUAL_WAIT_S,
    told,
    everybody: true,
  }
}

/** Before the one request nothing can have been made: what nobody knows is simply tried again. */
export const before = (no: No | Perhaps): Prepared =>
  no.kind === 'unknown' ? { kind: 'later', seconds: 60, told: no.told, everybody: false } : no

/** Words that two platforms may have shortened or turned differently, made comparable. */
const plain = (words: string): string =>
  words
    .normalize('NFC')
    .replace(/https?:\/\/\S+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
const COMPARED_LETTERS = 60
/** Whether a post that was found says what this one says, as far as its first letters go. */
export function saysTheSame(one: string, other: string): boolean {
  const [a, b] = [plain(one).slice(0, COMPARED_LETTERS), plain(other).slice(0, COMPARED_LETTERS)]
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a))
}

/** A form of several parts (RFC 7578). */
export function multipart(
  fields: Readonly<Record<string, string>>,
  files: readonly {
    readonly name: string
    readonly fileName: string
    readonly mediaType: string
    readonly bytes: Buffer
  }[],
) {
  const boundary = `karyakarta${Buffer.from(String(performance.now())).toString('hex')}`
  const parts = [
    ...Object.entries(fields).map(([name, value]) =>
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    ),
    ...files.flatMap(({ name, fileName, mediaType, bytes }) => [
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\ncontent-type: ${mediaType}\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]
  return {
    bytes: Buffer.concat(parts),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** All bytes of one file; the caller knows that it is small enough. */
export const whole = ({ read }: Session, file: PostFile): Promise<Buffer> => read(file, 0, file.bytes)
