import {
  isYes,
  noOf,
  saysTheSame,
  type Candidate,
  type No,
  type Perhaps,
  type Post,
  type Session,
} from './adapter.ts'
import { addressAt, at, listAt, textAt, type Reply } from './conversation.ts'

/** Asks Meta's Graph interface as the page: the token travels in a header, so that no address of ours carries it. */
export const askGraph = (
  { talk, addresses, token }: Session,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<Reply> =>
  talk.ask({
    method,
    address: `${addresses.meta.api}/${path}`,
    headers: { authorization: `Bearer ${token}` },
    ...(form && { form }),
  })

/** developers.facebook.com/docs/graph-api/guides/error-handling: codes that are no plain no. */
const THROTTLED: ReadonlySet<number> = new Set([4, 17, 32, 341, 368, 613, 9007, 80001, 80002, 80006])
const SIGNED_OUT: ReadonlySet<number> = new Set([102, 190, 463, 467])
/** 1 and 2: "try again", said whether or not something was made. 506: "posted already". */
const PERHAPS: ReadonlySet<number> = new Set([1, 2, 506])

/** What an answer of the Graph interface that is no yes means: throttling and a lost sign-in come as HTTP 400 too. */
export const graphNo = (reply: Reply): No | Perhaps =>
  noOf(reply, ({ json }) => {
    const code = Number(at(json, 'error', 'code') ?? 0)
    const meaning = THROTTLED.has(code)
      ? 'later'
      : SIGNED_OUT.has(code)
        ? 'signed_out'
        : PERHAPS.has(code)
          ? 'unknown'
          : undefined
    const told = [textAt(json, 'error', 'error_user_msg'), textAt(json, 'error', 'message')]
      .filter(Boolean)
      .join(' · ')
    return { told: told + (code ? ` (${code})` : ''), ...(meaning && { meaning }) }
  })

/** The latest posts of an account that say the same, from which a person picks hers. @param fields what Meta calls a post's words, address and moment there */
export async function postsAlike(
  session: Session,
  post: Post,
  list: 'published_posts' | 'media',
  fields: { readonly words: string; readonly url: string; readonly at: string },
): Promise<readonly Candidate[]> {
  const names = ['id', ...Object.values(fields)].join(',')
  const reply = await askGraph(session, 'GET', `${session.accountId}/${list}?fields=${names}&limit=15`)
  if (!isYes(reply)) return []
  return listAt(reply.json, 'data').flatMap((one) => {
    const [id, words] = [textAt(one, 'id'), textAt(one, fields.words) ?? '']
    if (id === undefined || !saysTheSame(words, post.words)) return []
    const [url, at] = [addressAt(one, fields.url) ?? null, textAt(one, fields.at) ?? null]
    return [{ id, url, words: words.slice(0, 200), at }]
  })
}
