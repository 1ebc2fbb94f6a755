import type { Context } from '#platform/context.ts'
import {
  lockToken,
  openToken,
  saveBroken,
  saveToken,
  sealToken,
  type Channel,
  type Token,
} from '../channelStore.ts'
import { renew } from '../oauth/renew.ts'
import { tellResponsible } from '../tellResponsible.ts'
import { fresh } from './settle.ts'

const SOON_MS = 5 * 60_000

/** The token of a channel, got anew by itself where it is about to end. */
export async function tokenFor(job: Context, channel: Channel): Promise<Token | undefined> {
  const ctx = fresh(job)
  const token = await ctx.transaction((tx) => openToken(tx, ctx.platform.keys, channel.id))
  const isEnding = channel.renewsAt !== null && channel.renewsAt.getTime() - ctx.now.getTime() < SOON_MS
  const got = token && isEnding ? await renewed(job, channel, token) : 'no'
  return typeof got === 'string' ? token : got
}

/**
 * Gets a new token by the renewing one and keeps it. X lets each renewing one be used once: whoever comes second waits and takes what the first got.
 * @param token the one that ran out
 * @returns no: the platform gives none, or nobody is signed in any more; later: it is away
 */
export async function renewed(job: Context, channel: Channel, token: Token): Promise<Token | 'no' | 'later'> {
  const ctx = fresh(job)
  const { keys } = ctx.platform
  return ctx.transaction(async (tx) => {
    const kept = await lockToken(tx, keys, channel.id)
    if (kept?.access !== token.access) return kept ?? 'no'
    const got = await renew(job, channel.platform, kept)
    if (typeof got === 'string') return got
    const renewsAt = got.seconds === null ? null : new Date(ctx.now.getTime() + got.seconds * 1000)
    await saveToken(tx, channel.id, sealToken(keys, channel.id, got.token), renewsAt)
    return got.token
  })
}

/** The platform does not accept the sign-in: said on the channel's line, and to those who keep it, once. */
export const signedOut = (job: Context, channel: Channel): Promise<void> =>
  fresh(job).transaction(async (tx) => {
    if (await saveBroken(tx, channel.id)) await tellResponsible(tx, 'broken', { channel: channel.name })
  })
