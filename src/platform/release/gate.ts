/**
 * The release gate stands in front of everything that the house sends on somebody's behalf. Rooms write rules, an edition registers them
 * (`Edition.releaseRules`), and whoever sends asks the gate: once before a send, to explain what it will hold and until when, and once more
 * for each delivery just before it goes out.
 */
import type { Transaction } from '../database/transaction.ts'

export const CHANNELS = ['in_app', 'push', 'sms', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

/**
 * Every way out of the house that a rule may concern: the channels of messages to people, and what rooms above send out or publish. `kit`: what
 * a volunteer gets to share. `official`: a post on an account of the organisation's own. The last two: paid advertisements, kept in registers.
 */
export const WAYS = [
  ...CHANNELS,
  'voice',
  'kit',
  'official',
  'advertisement_electronic',
  'advertisement_print',
] as const
export type Way = (typeof WAYS)[number]

/** What a rule is asked about: one way to one person, or to a whole place. Nothing in it says who she is. */
export interface ReleaseAsk {
  readonly channel: Way
  /** Where she stands in the organising tree; the place's own number for a whole place. */
  readonly placeLft: number
  /** Where the place ends, for what reaches all of it at once: a rule that holds part of it holds the whole. Left out for one person. */
  readonly placeRgt?: number
  readonly wing: number
  /** What it says tells how people say they chose or will choose (polls of opinion). */
  readonly tellsPollResult?: boolean
  /** Hex SHA-256 of what is to be published, for rules that ask for a certificate of it. */
  readonly material?: string
  /** Whether her agreement to this channel is in force. */
  readonly agrees: boolean
}

/** A rule's word. `reason` is the id of the message that explains it. A hold ends by itself; a refusal does not. */
export type Ruling =
  | { readonly kind: 'release' }
  | { readonly kind: 'hold'; readonly until: Date; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: string }

export type Judge = (ask: ReleaseAsk) => Ruling

/** Part of the tree to which something goes, and the ways it takes. */
export interface Reaching {
  readonly lft: number
  readonly rgt: number
  readonly channels: readonly Way[]
}

/** A hold as people read it: what holds which places from when to when, by which law; it is open now, or opens soon. */
export interface Explained {
  /** Of its own among all that is explained at once. */
  readonly id: string
  /** As in the ruling: id of the words that say it in one sentence. */
  readonly reason: string
  readonly nameHi: string
  readonly nameEn: string
  readonly from: Date
  readonly until: Date
  /** It holds already. */
  readonly isOpen: boolean
  /** The places within those asked about, in the order of the tree; null: everywhere. */
  readonly places:
    | readonly {
        readonly id: string
        readonly level: string
        readonly code: number | null
        readonly nameHi: string
        readonly nameEn: string
      }[]
    | null
  readonly law: string
  /** Where the reason itself is kept, for whoever may look. */
  readonly href: string
  /** When the day on which it depends was moved last: from which day, and why. */
  readonly moved: { readonly from: string; readonly why: string } | null
  /** Why its hours or places were changed last, while the day stayed. */
  readonly changedWhy: string | null
}

export interface ReleaseRule {
  /** `room.rule`, unique and stable. */
  readonly id: string
  /** Reads what the rule must know of this moment, once for many asks, and returns the pure judgement. */
  prepare(tx: Transaction): Promise<Judge>
  /** What it holds of all that goes to a part of the tree, now or soon, for pages. Left out by rules whose one sentence says everything. */
  explain?(tx: Transaction, reaching: Reaching): Promise<readonly Explained[]>
}

export const RELEASE: Ruling = Object.freeze({ kind: 'release' })

/**
 * All rules together: a refusal beats a hold, the latest hold beats the others, and of equal ones the first registered speaks.
 * @example judgeAll([() => RELEASE])(ask) === RELEASE
 */
export const judgeAll =
  (judges: readonly Judge[]): Judge =>
  (ask) =>
    judges.map((judge) => judge(ask)).reduce(stricter, RELEASE)

const stricter = (one: Ruling, other: Ruling): Ruling => {
  if (one.kind === 'refuse' || other.kind === 'release') return one
  if (other.kind === 'refuse' || one.kind === 'release') return other
  return other.until > one.until ? other : one
}

/** The gate of this moment. Rules are asked one after the other: they share the transaction's connection. */
export async function openGate(tx: Transaction, rules: readonly ReleaseRule[]): Promise<Judge> {
  const judges: Judge[] = []
  for (const rule of rules) judges.push(await rule.prepare(tx))
  return judgeAll(judges)
}

/** What all rules hold of something that goes to a part of the tree, now or soon: in the order in which they begin. */
export async function explainGate(
  tx: Transaction,
  rules: readonly ReleaseRule[],
  reaching: Reaching,
): Promise<readonly Explained[]> {
  const explained: Explained[] = []
  for (const rule of rules) explained.push(...((await rule.explain?.(tx, reaching)) ?? []))
  return explained.toSorted((one, other) => one.from.getTime() - other.from.getTime())
}
