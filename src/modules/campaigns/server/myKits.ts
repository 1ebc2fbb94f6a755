import type { Readable } from 'node:stream'
import { requireMember, requirePerson } from '#platform/access/authorise.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { openGate, type ReleaseRule } from '#platform/release/gate.ts'
import type { Language } from '../domain/campaign.ts'
import { kitFiles, messageOf, type KitFile } from '../domain/files.ts'
import { kitStanding, type Caption, type Kit, type KitSource } from '../domain/kit.ts'
import { ideasOf, offerIdeas } from './captionStore.ts'
import { hasMovedAway, noteCopy, tellEnded, type Ended } from './copyStore.ts'
import { filesOfKits } from './fileStore.ts'
import { findKit, kitAsking, kitsInHand, volunteerOf, type KitInHand } from './kitStore.ts'
import { linkOf } from './releaseKit.ts'
import { ownShares, type OwnShare } from './shareStore.ts'

/** Kits that a phone keeps at most, the newest: whoever has more opens the rest with a network. */
const KEPT = 3

export interface Hold {
  readonly until: Date
  /** Id of the words. */
  readonly reason: string
}
/** A kit that is hers now, in short. */
export type KitInShort = Pick<Kit, 'id' | 'titleHi' | 'titleEn' | 'expiresAt'>

/**
 * The kits that ask her, through the gate of this moment for the place where she stands: what is hers now, and until when the rest waits. One statement
 * while there is none.
 */
async function throughGate(
  tx: Transaction,
  personId: string,
  rules: readonly ReleaseRule[],
): Promise<{ readonly now: readonly KitInHand[]; readonly held: readonly Hold[] }> {
  const kits = await kitsInHand(tx, personId)
  if (kits.length === 0) return { now: [], held: [] }
  const judge = await openGate(tx, rules)
  const ruled = kits.map((kit) => ({ kit, ruling: judge(askOf(kit)) }))
  return {
    now: ruled.flatMap(({ kit, ruling }) => (ruling.kind === 'release' ? [kit] : [])),
    held: ruled.flatMap(({ ruling }) => (ruling.kind === 'hold' ? [ruling] : [])),
  }
}
const askOf = ({ placeLft, wing }: KitInHand) => ({ channel: 'kit', placeLft, wing, agrees: true }) as const

/** For Today and the list: what is hers now, the newest first, and what waits for an hour. @throws Refusal notSignedIn */
export async function myKits(
  ctx: Context,
  rules: readonly ReleaseRule[],
): Promise<{ readonly kits: readonly KitInShort[]; readonly held: readonly Hold[] }> {
  const { personId } = requireMember(ctx.actor)
  const { now, held } = await ctx.transaction((tx) => throughGate(tx, personId, rules))
  return { kits: now.map(({ id, titleHi, titleEn, expiresAt }) => ({ id, titleHi, titleEn, expiresAt })), held }
} // prettier-ignore

export interface KitOnPhone {
  readonly kit: Pick<Kit, 'id' | 'titleHi' | 'titleEn' | 'promptHi' | 'promptEn' | 'synthetic' | 'expiresAt' | 'recalledWhy'>
  /** `held`: the election calendar holds it for the place where she stands; `moved`: her place went out of its part of the tree. Only of a released one is there more. */
  readonly standing: 'released' | 'held' | 'moved' | 'expired' | 'recalled'
  readonly hold: Hold | null
  readonly ideas: readonly Caption[]
  readonly link: string | null
  readonly files: Readonly<Record<Language, readonly KitFile[]>>
  readonly message: Readonly<Record<Language, string | null>>
  readonly sources: readonly KitSource[]
  readonly language: Language
  readonly shares: readonly OwnShare[]
} // prettier-ignore

/**
 * A kit as its volunteer opens it, or her phone fetches it beforehand: through the gate of this moment, with her own ideas and the short link of her
 * constituency and wing. That her phone has it now is noted, so that a recall can prove that it was told.
 * @throws Refusal notFound where it does not ask her
 */
export async function openKit(ctx: Context, kitId: string, rules: readonly ReleaseRule[]): Promise<KitOnPhone> {
  const { personId, sessionId } = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    requireId(kitId, 'campaigns_kit_unknown')
    const asking = await kitAsking(tx, personId, kitId)
    const kit = asking ?? (await movedAway(tx, personId, kitId))
    const volunteer = await volunteerOf(tx, personId)
    if (!kit || !volunteer) throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
    const standing = kitStanding(kit, ctx.now)
    const shares = await ownShares(tx, kit.id)
    const closed = {
      kit, hold: null, ideas: [], link: null, files: { hi: [], en: [] }, message: { hi: null, en: null }, sources: [],
      language: volunteer.language, shares,
    }
    if (standing === 'recalled' || standing === 'expired') {
      await tellEnded(tx, personId, sessionId, [kit.id])
      return { ...closed, standing }
    }
    // Not out yet is not there yet.
    if (standing !== 'released') throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
    if (!asking) return { ...closed, standing: 'moved' }
    const ruling = (await openGate(tx, rules))(askOf(asking))
    if (ruling.kind === 'refuse') throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
    if (ruling.kind === 'hold') return { ...closed, standing: 'held', hold: ruling }
    // First: its row is held, so that her page and her phone's worker, asking at one moment, are not offered twice as many ideas.
    await noteCopy(tx, kit.id, sessionId, volunteer)
    // Those with whom she talks may read either language, where the campaign asks both.
    await offerIdeas(tx, { kitId: kit.id, personId, languages: asking.languages })
    const renditions = await filesOfKits(tx, [kit.id])
    return {
      ...closed,
      standing,
      ideas: await ideasOf(tx, kit.id, personId),
      link: await linkOf(ctx, tx, asking, volunteer),
      files: { hi: kitFiles(renditions, 'hi'), en: kitFiles(renditions, 'en') },
      message: { hi: messageOf(renditions, 'hi'), en: messageOf(renditions, 'en') },
      sources: kit.sources,
    }
  })
} // prettier-ignore

/** One of its files, through the same gate. @throws Refusal notFound where it is not hers in this moment */
export async function openKitFile(
  ctx: Context,
  asked: { readonly kitId: string; readonly renditionId: string },
  rules: readonly ReleaseRule[],
): Promise<{ readonly bytes: number; readonly mediaType: string; readonly stream: Readable }> {
  const { personId } = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const kit = await askingKit(tx, personId, asked.kitId)
    const isHers =
      kitStanding(kit, ctx.now) === 'released' && (await openGate(tx, rules))(askOf(kit)).kind === 'release'
    const renditions = isHers ? await filesOfKits(tx, [kit.id]) : []
    const one = renditions.find(({ id }) => id === asked.renditionId)
    if (!one?.file) throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
    const { bytes, stream } = await getFile(tx, await openStore(ctx.platform.environment), one.file)
    return { bytes, mediaType: one.mediaType ?? 'application/octet-stream', stream }
  })
}

/** What a phone is to keep, and what it must put away. */
export interface PhoneKits {
  readonly kits: readonly { readonly id: string; readonly until: string; readonly files: readonly string[] }[]
  readonly over: readonly Ended[]
}

/**
 * A phone's contact: it says which kits it holds, and learns which are hers now, with the files that are fetched before the tap, and which are over or wait.
 * That it was told is written down in the same transaction.
 * @throws Refusal notSignedIn
 */
export async function meetPhone(ctx: Context, have: readonly string[], rules: readonly ReleaseRule[]): Promise<PhoneKits> {
  const { personId, sessionId } = requirePerson(ctx.actor)
  const held = have.filter(isUuid).slice(0, 50)
  return ctx.transaction(async (tx) => {
    const hers = (await throughGate(tx, personId, rules)).now
    // What she holds already stays while it is hers; beyond that only the newest are fetched.
    const now = hers.filter(({ id }, nth) => nth < KEPT || held.includes(id))
    const gone = held.filter((id) => !now.some((kit) => kit.id === id))
    const over = gone.length === 0 ? [] : await tellEnded(tx, personId, sessionId, gone)
    const files = now.length === 0 ? [] : await filesOfKits(tx, now.map(({ id }) => id))
    const kits = now.map(({ id, expiresAt, language }) => ({
      id,
      until: expiresAt!.toISOString(),
      files: kitFiles(files.filter(({ kitId }) => kitId === id), language)
        .filter(({ isPrefetched }) => isPrefetched)
        .map((file) => file.id),
    }))
    return { kits, over }
  })
} // prettier-ignore

/** A kit that she had, and that asks her no more since her place went elsewhere: so much of it that its page can say so. */
async function movedAway(tx: Transaction, personId: string, kitId: string): Promise<Kit | undefined> {
  return (await hasMovedAway(tx, personId, kitId)) ? findKit(tx, kitId) : undefined
}

async function askingKit(tx: Transaction, personId: string, kitId: string): Promise<KitInHand> {
  const kit = await lookUp(kitId, (known) => kitAsking(tx, personId, known), 'campaigns_kit_unknown')
  return kit
}
