import { firstMeeting, type Hours, type Piece } from './polls.ts'
import type { Rule, RuledWay } from './rule.ts'
import { isOpen, type Window } from './windows.ts'

/** What the gate asks: one way to one place, or to all of one (`placeRgt`). */
export interface Asked {
  readonly channel: RuledWay
  readonly placeLft: number
  readonly placeRgt?: number
  /** What it says tells how people say they chose or will choose. */
  readonly tellsPollResult?: boolean
  /** Hex SHA-256 of what is to be published, for what needs a certificate. */
  readonly material?: string
}

export type Said =
  | { readonly kind: 'release' }
  | { readonly kind: 'hold'; readonly until: Date; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: string }

/**
 * What is spread, or what the law of silence itself names: bulk SMS, voice, and a kit, which its volunteer hands on. Inbox, mail and notification are held by
 * the house's own caution (decision 0028).
 */
const SPREADS: ReadonlySet<RuledWay> = new Set(['kit', 'sms', 'voice'])

const RELEASE: Said = Object.freeze({ kind: 'release' })
/** Id of the words that explain a hold by this rule. */
export const heldReason = ({ key }: Pick<Rule, 'key'>): string => `elections_held_${key}`
/** A material as it is certified for one election: another one asks for a certificate of its own. */
export const certifiedAs = (electionId: string, material: string): string => `${electionId} ${material}`
export const UNCERTIFIED = 'elections_refused_uncertified'

/** Pieces of a phase that poll at these hours, in the order of the tree. */
export const piecesAt = (pieces: readonly Piece[], hours: Hours): readonly Piece[] =>
  pieces.filter(
    (piece) =>
      piece.hours.pollOn === hours.pollOn &&
      piece.hours.opens === hours.opens &&
      piece.hours.closes === hours.closes,
  )

/**
 * The judgement of one moment. Everything is looked up before; an ask costs one halving of the pieces for each open window.
 * @param windows of all elections
 * @param pieces of each phase, at least of those with an open window
 * @param certified the material for which there is a certificate, with its election: certifiedAs
 * @param above of places that hold polling areas, where each begins → where it ends: where in it somebody is who stands at the place itself, nobody
 * knows (decision 0039)
 */
export function judgeAt(
  now: Date,
  windows: readonly Window[],
  pieces: ReadonlyMap<string, readonly Piece[]>,
  certified: ReadonlySet<string>,
  above: ReadonlyMap<number, number> = new Map(),
): (asked: Asked) => Said {
  const open = windows
    .filter((window) => window.rule.effect !== 'tell' && isOpen(window, now))
    .map(({ rule, electionId, phaseId, hours, until }) => ({
      rule,
      electionId,
      until,
      ways: new Set<RuledWay>(rule.ways),
      // By place, unless it holds everywhere from a poll's hour on.
      where: rule.extent === 'polling_area' ? piecesAt(pieces.get(phaseId!) ?? [], hours!) : null,
    }))
  if (open.length === 0) return () => RELEASE
  return (asked) => {
    let said = RELEASE
    for (const { rule, electionId, until, ways, where } of open) {
      if (!ways.has(asked.channel)) continue
      if (rule.matter === 'poll_result' && !asked.tellsPollResult) continue
      const end = asked.placeRgt ?? (SPREADS.has(asked.channel) ? above.get(asked.placeLft) : undefined)
      if (where !== null && !meets(where, asked.placeLft, end ?? asked.placeLft)) continue
      if (rule.effect === 'certify') {
        if (asked.material === undefined || !certified.has(certifiedAs(electionId, asked.material)))
          return { kind: 'refuse', reason: UNCERTIFIED }
      } else if (until !== null && (said.kind !== 'hold' || said.until < until))
        said = { kind: 'hold', until, reason: heldReason(rule) }
    }
    return said
  }
}

function meets(where: readonly Piece[], lft: number, rgt: number): boolean {
  const first = where[firstMeeting(where, lft)]
  return first !== undefined && first.lft <= rgt
}
