import type { MessageChannel } from './message.ts'

/** Alike for every rule of the gate, and in where they can be reached: people are counted, not told apart. */
export interface Group {
  readonly language: 'hi' | 'en'
  readonly placeLft: number
  readonly wing: number
  readonly hasPush: boolean
  readonly hasEmail: boolean
  readonly agreesPush: boolean
  readonly agreesSms: boolean
  readonly agreesEmail: boolean
  /** The one of those behind a phone to whom its SMS goes. */
  readonly isFirstOfPhone: boolean
  readonly people: number
}

export interface Held {
  /** ISO 8601. */
  readonly until: string
  /** Id of the words. */
  readonly reason: string
  readonly people: number
}

/** How far a message goes by one channel, in people. `now + held` get it; the rest do not, each for one reason. */
export interface ChannelReach {
  readonly channel: MessageChannel
  readonly now: number
  readonly held: readonly Held[]
  readonly noConsent: number
  readonly noAddress: number
  /** Behind a phone that gets the SMS already, once for the household. */
  readonly samePhone: number
  readonly refused: readonly { readonly reason: string; readonly people: number }[]
  /** SMS only: how many in each language of the words, what one is charged as, and what all of them cost. */
  readonly price: readonly Priced[]
}
export interface Priced {
  readonly language: 'hi' | 'en'
  readonly people: number
  /** Parts that one text is charged as. */
  readonly segments: number
  readonly paise: number
}

export interface Reach {
  /** Everybody in the place, wing and audience. */
  readonly people: number
  readonly channels: readonly ChannelReach[]
}

/** All that an SMS run costs, in paise. */
export const costOf = ({ channels }: Reach): number =>
  channels.flatMap(({ price }) => price).reduce((sum, { paise }) => sum + paise, 0)

/** How many are written to, by whichever channel reaches most: what a second hand is asked for. */
export const widest = ({ channels }: Reach): number =>
  Math.max(0, ...channels.map(({ now, held }) => held.reduce((sum, { people }) => sum + people, now)))

/** When the first of it goes out (ISO 8601), where the gate holds all that it reaches; null where something goes now, or nothing at all. */
export const beginsAt = ({ channels }: Reach): string | null =>
  channels.some(({ now }) => now > 0)
    ? null
    : (channels.flatMap(({ held }) => held.map(({ until }) => until)).toSorted()[0] ?? null)

/** Until when (ISO 8601) something waits by the gate's order, and the id of the words that say why. */
interface HeldUntil {
  readonly until: string
  readonly reason: string
}

/** Of all of a message that has not gone out yet, what the gate lets go first; and what it lets go last, where that is at another hour. */
export interface WhollyHeld extends HeldUntil {
  readonly last: HeldUntil | null
}

/** The same by the figures with which a message was let go: what is known of it until a worker has asked the gate. */
export function heldFromTheFirst(reach: Reach | null, now: Date): WhollyHeld | null {
  const begins = reach && beginsAt(reach)
  if (!reach || !begins || new Date(begins) <= now) return null
  const inTurn = reach.channels
    .flatMap(({ held }) => held.map(({ until, reason }): HeldUntil => ({ until, reason })))
    .toSorted((one, other) => one.until.localeCompare(other.until))
  const [first, last] = [inTurn[0]!, inTurn.at(-1)!]
  return { ...first, last: last.until > first.until ? last : null }
}

interface Ruled {
  readonly kind: 'release' | 'hold' | 'refuse'
  readonly until?: Date
  readonly reason?: string
}
type Judge = (ask: { channel: MessageChannel; placeLft: number; wing: number; agrees: boolean }) => Ruled

/** What people can be reached by and have agreed to, for one channel. The inbox needs neither. */
export const standingFor = (
  group: Pick<Group, 'hasPush' | 'hasEmail' | 'agreesPush' | 'agreesSms' | 'agreesEmail'>,
  channel: MessageChannel,
): { readonly hasAddress: boolean; readonly agrees: boolean } => {
  switch (channel) {
    case 'in_app':
      return { hasAddress: true, agrees: true }
    case 'push':
      return { hasAddress: group.hasPush, agrees: group.agreesPush }
    case 'sms':
      return { hasAddress: true, agrees: group.agreesSms }
    case 'email':
      return { hasAddress: group.hasEmail, agrees: group.agreesEmail }
  }
}

/** What somebody of a language gets as SMS: in which language its words are, the parts and the price of one. */
export type SmsCost = (reader: 'hi' | 'en') => Omit<Priced, 'people'>

/** The reach by a channel that nobody can be reached by. @param reason id of the words that say why */
export const reachOfNobody = (channel: MessageChannel, people: number, reason: string): ChannelReach => ({
  channel,
  ...{ now: 0, held: [], noConsent: 0, noAddress: 0, samePhone: 0, price: [] },
  refused: people > 0 ? [{ reason, people }] : [],
})

/** The exact reach by one channel: each person is counted once. */
export function reachBy(channel: MessageChannel, groups: readonly Group[], judge: Judge, cost: SmsCost): ChannelReach {
  const held = new Map<string, Held>()
  const refused = new Map<string, number>()
  /** By the language of the words: who reads English gets them in Hindi where they are written in Hindi alone. */
  const written = new Map<'hi' | 'en', Priced>()
  const counts = { now: 0, noConsent: 0, noAddress: 0, samePhone: 0 }
  for (const group of groups) {
    const { people, placeLft, wing, language } = group
    const { hasAddress, agrees } = standingFor(group, channel)
    if (!agrees) counts.noConsent += people
    else if (!hasAddress) counts.noAddress += people
    else if (channel === 'sms' && !group.isFirstOfPhone) counts.samePhone += people
    else {
      const ruled = judge({ channel, placeLft, wing, agrees })
      if (ruled.kind === 'refuse') {
        refused.set(ruled.reason!, (refused.get(ruled.reason!) ?? 0) + people)
        continue
      }
      if (channel === 'sms') {
        const { language: words, ...one } = cost(language)
        const before = written.get(words)?.people ?? 0
        written.set(words, { language: words, ...one, people: before + people })
      }
      if (ruled.kind === 'release') counts.now += people
      else {
        const until = ruled.until!.toISOString()
        const key = `${until} ${ruled.reason}`
        held.set(key, { until, reason: ruled.reason!, people: (held.get(key)?.people ?? 0) + people })
      }
    }
  }
  const price = (['hi', 'en'] as const)
    .flatMap((language) => written.get(language) ?? [])
    .map((one): Priced => ({ ...one, paise: one.paise * one.people }))
  return {
    channel,
    ...counts,
    held: [...held.values()].toSorted((one, other) => one.until.localeCompare(other.until)),
    refused: [...refused].map(([reason, people]) => ({ reason, people })),
    price,
  }
} // prettier-ignore
