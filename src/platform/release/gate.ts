/**
 * The release gate stands in front of everything that the house sends on somebody's behalf. Rooms write rules, an edition registers them
 * (`Edition.releaseRules`), and whoever sends asks the gate: once before a send, to explain what it will hold and until when, and once more
 * for each delivery just before it goes out.
 */
import type { Transaction } from '../database/transaction.ts'

export const CHANNELS = ['in_app', 'push', 'sms', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

/** What a rule is asked about: one way to one person. Nothing in it says who she is. */
export interface ReleaseAsk {
  readonly channel: Channel
  /** Where she stands in the organising tree. */
  readonly placeLft: number
  readonly wing: number
  /** Whether her agreement to this channel is in force. */
  readonly agrees: boolean
}

/** A rule's word. `reason` is the id of the message that explains it. A hold ends by itself; a refusal does not. */
export type Ruling =
  | { readonly kind: 'release' }
  | { readonly kind: 'hold'; readonly until: Date; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: string }

export type Judge = (ask: ReleaseAsk) => Ruling

export interface ReleaseRule {
  /** `room.rule`, unique and stable. */
  readonly id: string
  /** Reads what the rule must know of this moment, once for many asks, and returns the pure judgement. */
  prepare(tx: Transaction): Promise<Judge>
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
