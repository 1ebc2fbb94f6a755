import type { Explained, Judge, Reaching, ReleaseRule } from '#platform/release/gate.ts'
import type { Transaction } from '#platform/context.ts'
import { heldReason, judgeAt, piecesAt } from '../domain/judge.ts'
import type { Election } from '../domain/election.ts'
import { piecesOf, type Piece, type PollingArea } from '../domain/polls.ts'
import { holdingSoon, isOpen, windowsOf, type Window } from '../domain/windows.ts'
import {
  areasOf,
  electionsOf,
  phasesOf,
  piecesFor,
  placesAbove,
  type NamedArea,
  type PhaseWithHours,
} from './calendarStore.ts'
import { certifiedMaterial } from './certificateStore.ts'
import { rulesOf } from './ruleStore.ts'

/** The calendar of this moment: rules, elections under way, and all their windows. No polling area is read for it. */
async function calendarNow(tx: Transaction) {
  const elections = await electionsOf(tx, true)
  const phases = elections.length === 0 ? [] : await phasesOf(tx, elections.map(({ id }) => id)) // prettier-ignore
  const rules = elections.length === 0 ? [] : await rulesOf(tx)
  const windows = elections.flatMap((election) => windowsOf(scheduledOf(election, phases), rules))
  return { elections, phases, windows }
}

export const scheduledOf = (election: Election, phases: readonly PhaseWithHours[]) => ({
  ...election,
  phases: phases.filter(({ electionId }) => electionId === election.id),
})

/** The pieces of each of these phases. */
function piecesByPhase(
  phases: readonly PhaseWithHours[],
  areas: readonly (PollingArea & { readonly phaseId: string })[],
): ReadonlyMap<string, readonly Piece[]> {
  const byPhase = Map.groupBy(areas, ({ phaseId }) => phaseId)
  return new Map(phases.map((phase) => [phase.id, piecesOf(byPhase.get(phase.id) ?? [], phase)]))
}

const phasesIn = (windows: readonly Window[]): readonly string[] => [
  ...new Set(
    windows.flatMap(({ phaseId, rule }) =>
      phaseId !== null && rule.extent === 'polling_area' ? [phaseId] : [],
    ),
  ),
]

/** What the election calendar holds: one statement while there is no election, at most six while something is open, for any number of asks. */
async function prepare(tx: Transaction): Promise<Judge> {
  const { phases, windows } = await calendarNow(tx)
  const open = windows.filter((window) => window.rule.effect !== 'tell' && isOpen(window, tx.now))
  const where = phasesIn(open)
  const pieces = piecesByPhase(phases, where.length === 0 ? [] : await piecesFor(tx, where))
  const asksForCertificate = open.some(({ rule }) => rule.effect === 'certify')
  const certified = asksForCertificate ? await certifiedMaterial(tx) : new Set<string>()
  const above = where.length === 0 ? new Map<number, number>() : await placesAbove(tx, where)
  return judgeAt(tx.now, open, pieces, certified, above)
}

/** What it holds of something that goes to a part of the tree, now or in the next days, place by place. */
async function explain(tx: Transaction, reaching: Reaching): Promise<readonly Explained[]> {
  const { elections, phases, windows } = await calendarNow(tx)
  const soon = holdingSoon(windows, tx.now).filter(
    ({ rule }) => rule.matter === 'any' && rule.ways.some((way) => reaching.channels.includes(way)),
  )
  const where = phasesIn(soon)
  const areas = where.length === 0 ? [] : await areasOf(tx, where)
  const pieces = piecesByPhase(phases, areas)
  // Places that poll at other hours may wait for the same moment: said once, with all of them.
  const together = Map.groupBy(soon, ({ rule, electionId, phaseId, from, until }) =>
    [rule.key, electionId, phaseId ?? 'all', from.toISOString(), until!.toISOString()].join(' '),
  )
  return [...together].flatMap(([id, [window, ...others]]) => {
    const { rule, phaseId, electionId, from, until } = window!
    const election = elections.find(({ id }) => id === electionId)!
    const phase = phases.find(({ id }) => id === phaseId)
    const polling = [window!, ...others].flatMap(({ hours }) => (hours ? piecesAt(pieces.get(phaseId!) ?? [], hours) : []))
    const places = rule.extent === 'everywhere' ? null : placesMeeting(polling, areas, phaseId!, reaching)
    if (places?.length === 0) return []
    const called = (one: string, other: string | undefined, last: string) => [one, other, last].filter(Boolean).join(' · ')
    return [
      {
        id,
        reason: heldReason(rule),
        nameHi: called(rule.nameHi, phase?.nameHi, election.nameHi),
        nameEn: called(rule.nameEn, phase?.nameEn, election.nameEn),
        from,
        until: until!,
        isOpen: isOpen(window!, tx.now),
        places,
        law: rule.law,
        href: `/elections/${electionId}`,
        moved: phase?.movedFrom && phase.movedWhy ? { from: phase.movedFrom, why: phase.movedWhy } : null,
        changedWhy: phase?.changedWhy ?? null,
      },
    ]
  })
} // prettier-ignore

/** The places of the phase whose pieces meet the part of the tree, each once, in the order of the tree. */
function placesMeeting(
  pieces: readonly Piece[],
  areas: readonly NamedArea[],
  phase: string,
  { lft, rgt }: Pick<Reaching, 'lft' | 'rgt'>,
) {
  const met = new Set(pieces.filter((piece) => piece.lft <= rgt && lft <= piece.rgt).map(({ placeId }) => placeId))
  const named = new Map(
    areas
      .filter(({ phaseId, placeId }) => phaseId === phase && met.has(placeId))
      .map(({ placeId, level, code, nameHi, nameEn }) => [
        placeId,
        { id: placeId, level, code, nameHi, nameEn },
      ]),
  )
  return [...named.values()]
} // prettier-ignore

/** The rules of the election calendar in the release gate; an edition adds it to those of its other rooms. */
export const electionRules: readonly ReleaseRule[] = [{ id: 'elections.calendar', prepare, explain }]
