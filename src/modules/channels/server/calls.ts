import { isUuid } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import type { PostFile } from '../domain/platform.ts'
import type { Post, Session } from './adapters/adapter.ts'
import { addressesOf } from './adapters/addresses.ts'
import { Conversation } from './adapters/conversation.ts'
import type { Channel, Token } from './channelStore.ts'
import type { KeptTarget } from './targetStore.ts'

/** What an adapter may use for one target. */
export function sessionFor(
  { platform }: Context,
  channel: Channel,
  token: Token | undefined,
  target: KeptTarget,
  read: Session['read'],
): Session {
  const { environment } = platform
  const access = token?.access ?? ''
  return {
    talk: new Conversation(platform, [access, token?.refresh ?? '', target.mediaToken]),
    addresses: addressesOf(environment),
    token: access,
    accountId: channel.accountId,
    appId: environment.META_APP_ID ?? '',
    read,
    publicAddress: (nth) => `${environment.origin}/published-media/${target.mediaToken}/${nth}`,
  }
}

/** A target as adapters see it: what goes out, and nothing of its state. */
export const postOf = (target: KeptTarget): Post => ({
  id: target.id,
  form: target.form,
  language: target.language,
  title: target.title,
  words: target.words,
  files: target.files,
  isSynthetic: target.isSynthetic,
  askedAt: target.askedAt,
})

/** Reads a part of a stored file: a stream of it, skipped to where the part begins. */
export const partsOf =
  (ctx: Context): Session['read'] =>
  async (file: PostFile, start, most) => {
    const store = await openStore(ctx.platform.environment)
    const { stream } = await ctx.transaction((tx) => getFile(tx, store, file.sha256))
    const taken: Buffer[] = []
    let [at, left] = [0, Math.min(most, file.bytes - start)]
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const part = piece.subarray(Math.max(0, start - at), Math.max(0, start - at) + left)
      if (at + piece.length > start) {
        taken.push(part)
        left -= part.length
      }
      at += piece.length
      if (left <= 0) break
    }
    stream.destroy()
    return Buffer.concat(taken)
  }

export const isId = (said: unknown): said is string => typeof said === 'string' && isUuid(said)
