import { DAY_MS, dayBegins, dayEnds, MINUTE_MS } from './moments.ts'
import type { ElectionKind } from './election.ts'
import { closesAt, opensAt, type Hours } from './polls.ts'
import { BY_PLACE, type Anchor, type Rule } from './rule.ts'

/** An election as its windows are made of: when it was announced and ended, and all hours at which it polls. */
export interface Scheduled {
  readonly id: string
  readonly announcedAt: Date
  readonly completedOn: string | null
  readonly kind: ElectionKind
  readonly firstElsewhereAt: Date | null
  readonly lastElsewhereAt: Date | null
  readonly phases: readonly {
    readonly id: string
    /** The phase's own, and those of places that have others. */
    readonly hours: readonly Hours[]
  }[]
}

/** From when to when a rule holds. `phaseId` and `hours` say where: in the places of that phase with those hours; null: everywhere. */
export interface Window {
  readonly rule: Rule
  readonly electionId: string
  readonly phaseId: string | null
  readonly hours: Hours | null
  readonly from: Date
  /** Null: the end is not known yet. Nothing is held by such a window. */
  readonly until: Date | null
}

/** Whether a moment lies in a window: from its first instant on, and at the hour of its end no more. */
export const isOpen = ({ from, until }: Pick<Window, 'from' | 'until'>, now: Date): boolean =>
  from.getTime() <= now.getTime() && (until === null || now.getTime() < until.getTime())

const plus = (moment: Date | null, minutes: number): Date | null =>
  moment && new Date(moment.getTime() + minutes * MINUTE_MS)
const least = (moments: readonly Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.min(...moments.map(Number)))
const known = (moment: Date | null): readonly Date[] => (moment ? [moment] : [])
const most = (moments: readonly Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.max(...moments.map(Number)))

/** All windows of an election by the rules that are in force. One whose beginning is not known yet is none. */
export function windowsOf(election: Scheduled, rules: readonly Rule[]): readonly Window[] {
  const all = election.phases.flatMap(({ hours }) => hours)
  const ofElection = (anchor: Anchor): Date | null => {
    switch (anchor) {
      case 'announcement':
        return election.announcedAt
      case 'completion':
        return election.completedOn === null ? null : dayEnds(election.completedOn)
      case 'first_poll_opens':
        return least([...all.map(opensAt), ...known(election.firstElsewhereAt)])
      case 'last_poll_closes':
        return most([...all.map(closesAt), ...known(election.lastElsewhereAt)])
      default:
        return null
    }
  } // prettier-ignore
  const ofPlace = (anchor: Anchor, hours: Hours): Date | null => {
    switch (anchor) {
      case 'poll_opens':
        return opensAt(hours)
      case 'poll_closes':
        return closesAt(hours)
      case 'poll_day_begins':
        return dayBegins(hours.pollOn)
      case 'poll_day_ends':
        return dayEnds(hours.pollOn)
      default:
        return ofElection(anchor)
    }
  }
  return rules
    .filter(({ isOn, kinds }) => isOn && kinds.includes(election.kind))
    .flatMap((rule) => {
      const window = (at: Pick<Window, 'phaseId' | 'hours'>, when: (anchor: Anchor) => Date | null): Window[] => {
        const from = plus(when(rule.fromAnchor), rule.fromMinutes)
        const until = plus(when(rule.untilAnchor), rule.untilMinutes)
        const isEmpty = from === null || (until !== null && until <= from)
        return isEmpty ? [] : [{ rule, electionId: election.id, ...at, from, until }]
      }
      if (!isByPlace(rule)) return window({ phaseId: null, hours: null }, ofElection)
      const byPlace = election.phases.flatMap(({ id, hours }) =>
        hours.flatMap((each) => window({ phaseId: id, hours: each }, (anchor) => ofPlace(anchor, each))),
      )
      if (rule.extent === 'polling_area') return byPlace
      // It holds everywhere: other hours on the same day are no second window of it.
      return [...new Map(byPlace.map((one) => [`${one.phaseId} ${Number(one.from)} ${Number(one.until)}`, one])).values()]
    }) // prettier-ignore
}

/** Whether a rule's windows differ by place: it holds in polling areas, or counts from their hours. */
export const isByPlace = ({ extent, fromAnchor, untilAnchor }: Pick<Rule, 'extent' | 'fromAnchor' | 'untilAnchor'>) =>
  extent === 'polling_area' || BY_PLACE.has(fromAnchor) || BY_PLACE.has(untilAnchor) // prettier-ignore

/** How far ahead the gate's explanation looks: what is to be sent now may still be on its way when a window opens. */
export const AHEAD_MS = 3 * DAY_MS

/** Windows that are open now or open soon and that end: what holds, or will. */
export const holdingSoon = (windows: readonly Window[], now: Date): readonly Window[] =>
  windows.filter(
    ({ rule, from, until }) =>
      rule.effect === 'hold' &&
      until !== null &&
      now.getTime() < until.getTime() &&
      from.getTime() <= now.getTime() + AHEAD_MS,
  )
