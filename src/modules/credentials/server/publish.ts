import { encodeList } from '#engines/passes/index.ts'
import type { Context, Platform, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Award } from '../domain/badge.ts'
import { achievementOf, CONTEXTS, profileOf } from '../domain/openBadge.ts'
import { cardsSince } from '../domain/passes.ts'
import { awardByNumber } from './badgeStore.ts'
import { didDocumentOf, issuerOf } from './signing/issuer.ts'
import { passKeysOf, passSignerOn } from './signing/passKeys.ts'
import { signStatusList } from './signing/signStatusList.ts'
import { listExists, revokedBadges, revokedCards, revokedOfList } from './statusStore.ts'

/** How long a process hands out a list that it signed, in seconds; a revocation is known everywhere after this and what the reader caches. */
export const LIST_FRESH_SECONDS = 10
const MAX_LIST = 10_000

type Kept = { readonly until: number; readonly what: Promise<unknown> }
const kept = new WeakMap<Platform, Map<string, Kept>>()

/** Signs what anybody may ask for once in ten seconds, not once a question. A failure is not kept. */
function onceInAWhile<T>(ctx: Context, name: string, make: () => Promise<T>): Promise<T> {
  const mine = kept.get(ctx.platform) ?? new Map<string, Kept>()
  kept.set(ctx.platform, mine)
  const now = ctx.now.getTime()
  const known = mine.get(name)
  if (known && known.until > now) return known.what as Promise<T>
  const what = make()
  mine.set(name, { until: now + LIST_FRESH_SECONDS * 1000, what })
  what.catch(() => mine.delete(name))
  return what
}

/** A signed Bitstring Status List (W3C) for anybody. @throws Refusal notFound for a list that there is not */
export async function statusList(ctx: Context, list: number): Promise<object> {
  if (!Number.isInteger(list) || list < 0 || list > MAX_LIST) throw new Refusal('notFound')
  return onceInAWhile(ctx, `status ${list}`, async () => {
    const revoked = await ctx.transaction(async (tx) => {
      if (!(await listExists(tx, list))) throw new Refusal('notFound')
      return revokedOfList(tx, list)
    })
    const issuer = await issuerOf(ctx.platform, ctx.now)
    return signStatusList(issuer, list, revoked, ctx.now)
  })
}

/** The compact list of revoked cards or badges (docs/formats/compact-pass.md), which verifiers keep for times without a network. */
export const revokedList = (ctx: Context, kind: 'card' | 'badge'): Promise<Uint8Array<ArrayBuffer>> =>
  onceInAWhile(ctx, `revoked ${kind}`, async () => {
    const read = (tx: Transaction) =>
      kind === 'card' ? revokedCards(tx, cardsSince(ctx.now)) : revokedBadges(tx)
    const serials = await ctx.transaction(read)
    return encodeList(
      { kind, about: 0, madeAt: ctx.now.getTime(), serials },
      passSignerOn(ctx.platform.keys, ctx.now),
    )
  })

/** The keys by which compact passes are judged. */
export const publishedKeys = (ctx: Context) => ({
  keys: passKeysOf(ctx.platform.keys).map(({ publicKey, from, until }) => ({
    publicKey: Buffer.from(publicKey).toString('hex'),
    from,
    until,
  })),
})

/** The DID document behind did:web. @throws Refusal notFound where the house has no public host */
export async function didDocument(ctx: Context): Promise<object> {
  const document = await didDocumentOf(ctx.platform.keys, ctx.platform.environment.origin)
  if (!document) throw new Refusal('notFound')
  return document
}

/** Who gives badges, as Open Badges says it. */
export async function issuerProfile(ctx: Context): Promise<object> {
  return { '@context': [...CONTEXTS], ...profileOf(await issuerOf(ctx.platform, ctx.now)) }
}

/** What a badge is given for, for people and for programs. @throws Refusal notFound */
export async function viewAward(
  ctx: Context,
  number: number,
): Promise<{ readonly award: Award; readonly document: object }> {
  if (!Number.isInteger(number) || number < 1 || number > 2 ** 31 - 1) throw new Refusal('notFound')
  const award = await ctx.transaction((tx) => awardByNumber(tx, number))
  if (!award) throw new Refusal('notFound')
  const issuer = await issuerOf(ctx.platform, ctx.now)
  return { award, document: { '@context': [...CONTEXTS], ...achievementOf(issuer, award) } }
}
