/** Holds the matcher against a list whose truth is known. */
import { blockingKeys, scorePair, type MatchRecord } from '#engines/matching/index.ts'
import type { Written } from './index.ts'

export const PAIRINGS = ['same script, Hindi', 'same script, English', 'across scripts'] as const
export type Pairing = (typeof PAIRINGS)[number]

const pairingOf = (a: Written, b: Written): Pairing =>
  a.script !== b.script ? PAIRINGS[2] : a.script === 'hi' ? PAIRINGS[0] : PAIRINGS[1]

/** Two records that met under a blocking key, with what the matcher says and what is true. */
export interface Judged {
  readonly a: Written
  readonly b: Written
  readonly pairing: Pairing
  readonly score: number
  readonly isSame: boolean
  readonly isHousehold: boolean
}

export interface Evaluation {
  readonly judged: readonly Judged[]
  /** True pairs of the whole list, whether they met or not. */
  readonly truePairs: Readonly<Record<Pairing, number>>
}

const recordOf = ({
  name,
  father,
  husband,
  phone,
  district,
  constituency,
  booth,
  age,
}: Written): MatchRecord => ({
  name,
  father,
  husband,
  phone,
  places: [district, constituency, booth],
  constituency,
  atBooth: true,
  age: age === undefined ? undefined : [age, age],
})

/** Finds candidates by blocking keys and scores each pair once. */
export function evaluate(list: readonly Written[]): Evaluation {
  const records = list.map(recordOf)
  const met = new Map<string, number[]>()
  for (const [index, record] of records.entries())
    for (const key of new Set(blockingKeys(record))) met.set(key, [...(met.get(key) ?? []), index])
  const pairs = new Map<number, Judged>()
  for (const under of met.values())
    for (const [nth, i] of under.entries())
      for (const j of under.slice(nth + 1)) {
        const id = i * list.length + j
        if (!pairs.has(id))
          pairs.set(id, judge(list[i]!, list[j]!, scorePair(records[i]!, records[j]!).score))
      }
  return { judged: [...pairs.values()], truePairs: countTrue(list) }
}

const judge = (a: Written, b: Written, score: number): Judged => ({
  a,
  b,
  pairing: pairingOf(a, b),
  score,
  isSame: a.person === b.person,
  isHousehold: a.person !== b.person && a.household === b.household,
})

function countTrue(list: readonly Written[]): Record<Pairing, number> {
  const count: Record<Pairing, number> = { [PAIRINGS[0]]: 0, [PAIRINGS[1]]: 0, [PAIRINGS[2]]: 0 }
  const first = new Map<number, Written>()
  for (const written of list) {
    const before = first.get(written.person)
    if (before) count[pairingOf(before, written)]++
    else first.set(written.person, written)
  }
  return count
}

export interface Quality {
  readonly precision: number
  readonly recall: number
  readonly offered: number
  /** Pairs of two members of one household among those offered. */
  readonly households: number
}

/** Precision and recall of what is offered from a score on, over some pairings together. */
export function quality(
  { judged, truePairs }: Evaluation,
  from: number,
  pairings: readonly Pairing[] = PAIRINGS,
): Quality {
  // prettier-ignore
  const offered = judged.filter(({ score, pairing }) => score >= from && pairings.includes(pairing))
  const right = offered.filter(({ isSame }) => isSame).length
  const all = pairings.reduce((sum, pairing) => sum + truePairs[pairing], 0)
  return {
    precision: offered.length === 0 ? 1 : right / offered.length,
    recall: right / all,
    offered: offered.length,
    households: offered.filter(({ isHousehold }) => isHousehold).length,
  }
}
