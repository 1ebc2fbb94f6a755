import type { Language } from './campaign.ts'

/** Alike for the gate: people are counted, not told apart. */
export interface Group {
  readonly language: Language
  readonly placeLft: number
  readonly wing: number
  readonly people: number
}
export interface Held {
  /** ISO 8601. */
  readonly until: string
  /** Id of the words. */
  readonly reason: string
  readonly people: number
}
/** How far a kit goes in this moment, in people, each counted once. */
export interface Reach {
  readonly people: number
  readonly now: number
  readonly held: readonly Held[]
  readonly refused: readonly { readonly reason: string; readonly people: number }[]
  readonly byLanguage: readonly { readonly language: Language; readonly people: number }[]
  readonly byWing: readonly { readonly wing: number; readonly people: number }[]
}

/** So often a kit that reaches nobody yet is asked again: a poll may be moved at any time. */
const ASKED_AGAIN_MS = 5 * 60_000
/** When something that is held for everybody may go to the first of them. */
export const opensAgainAt = ({ held }: Pick<Reach, 'held'>, now: Date): Date => {
  const soon = now.getTime() + ASKED_AGAIN_MS
  return new Date(held[0] ? Math.min(soon, Date.parse(held[0].until)) : soon)
}

type Ruled =
  | { readonly kind: 'release' }
  | { readonly kind: 'hold'; readonly until: Date; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: string }
type Judge = (ask: { channel: 'kit'; placeLft: number; wing: number; agrees: boolean }) => Ruled

/** Counts an audience as the gate rules on it now; what the gate says of a place and wing is asked once for all who stand there. */
export function reachOf(groups: readonly Group[], judge: Judge): Reach {
  const held = new Map<string, Held>()
  const refused = new Map<string, number>()
  const languages = new Map<Language, number>()
  const wings = new Map<number, number>()
  let now = 0
  let whole = 0
  for (const { language, placeLft, wing, people } of groups) {
    whole += people
    languages.set(language, (languages.get(language) ?? 0) + people)
    wings.set(wing, (wings.get(wing) ?? 0) + people)
    const ruled = judge({ channel: 'kit', placeLft, wing, agrees: true })
    if (ruled.kind === 'release') now += people
    else if (ruled.kind === 'refuse') refused.set(ruled.reason, (refused.get(ruled.reason) ?? 0) + people)
    else {
      const until = ruled.until.toISOString()
      const key = `${until} ${ruled.reason}`
      held.set(key, { until, reason: ruled.reason, people: (held.get(key)?.people ?? 0) + people })
    }
  }
  return {
    people: whole,
    now,
    held: [...held.values()].toSorted((one, other) => one.until.localeCompare(other.until)),
    refused: [...refused].map(([reason, people]) => ({ reason, people })),
    byLanguage: [...languages].map(([language, people]) => ({ language, people })),
    byWing: [...wings].map(([wing, people]) => ({ wing, people })).toSorted((a, b) => a.wing - b.wing),
  }
} // prettier-ignore
