import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { inRanges, type Election, type Phase } from '../domain/election.ts'
import { windowsOf } from '../domain/windows.ts'
import { areasOf, electionsOf, phasesOf, type NamedArea, type PhaseWithHours } from './calendarStore.ts'
import { mayKeepCalendar, maySeeCalendar, maySeeRegisters } from './policy.ts'
import { rulesOf } from './ruleStore.ts'
import { scheduledOf } from './releaseRule.ts'
import { shownAt, type ShownWindow } from './shownWindow.ts'

export interface CalendarList {
  readonly elections: readonly (Election & {
    readonly phases: readonly Phase[]
    /** What is open now, with the latest moment until which it stays so. */
    readonly open: readonly ShownWindow[]
  })[]
  readonly may: { readonly keep: boolean; readonly seeRegisters: boolean }
}

/** All elections with their days of poll and what holds now. @throws Refusal forbidden */
export async function listElections(ctx: Context): Promise<CalendarList> {
  requirePerson(ctx.actor)
  authorise(maySeeCalendar(ctx.actor))
  return ctx.transaction(async (tx) => {
    const elections = await electionsOf(tx)
    const phases = await phasesOf(tx, elections.map(({ id }) => id)) // prettier-ignore
    const rules = await rulesOf(tx)
    return {
      elections: elections.map((election) => ({
        ...election,
        phases: phases.filter(({ electionId }) => electionId === election.id),
        open: windowsOf(scheduledOf(election, phases), rules)
          .map(shownAt(ctx.now))
          .filter(({ isOpen }) => isOpen),
      })),
      may: { keep: mayKeepCalendar(ctx.actor).allowed, seeRegisters: maySeeRegisters(ctx.actor).allowed },
    }
  })
}

/** A phase as its page shows it and its form takes it. */
export interface ShownPhase extends PhaseWithHours {
  readonly areas: readonly NamedArea[]
  /** The numbers of its constituencies: `1–31, 45`. */
  readonly numbers: string
  /** Its lines of hours, as they are typed. */
  readonly typedHours: string
}

export interface ElectionView {
  readonly election: Election
  readonly phases: readonly ShownPhase[]
  readonly windows: readonly ShownWindow[]
  readonly may: { readonly keep: boolean; readonly seeRegisters: boolean }
}

/** One election: its days of poll with their places, and every window. @throws Refusal forbidden, notFound */
export async function viewElection(ctx: Context, id: string): Promise<ElectionView> {
  requirePerson(ctx.actor)
  authorise(maySeeCalendar(ctx.actor))
  return ctx.transaction(async (tx) => {
    const election = await findElection(tx, id)
    const phases = await phasesOf(tx, [election.id])
    const areas = await areasOf(tx, phases.map((phase) => phase.id)) // prettier-ignore
    return {
      election,
      phases: phases.map((phase) => shownPhase(phase, areas)),
      windows: windowsOf(scheduledOf(election, phases), await rulesOf(tx)).map(shownAt(ctx.now)),
      may: { keep: mayKeepCalendar(ctx.actor).allowed, seeRegisters: maySeeRegisters(ctx.actor).allowed },
    }
  })
}

/** @throws Refusal notFound */
export const findElection = (tx: Transaction, id: string): Promise<Election> =>
  lookUp(id, async (known) => (await electionsOf(tx)).find((one) => one.id === known), 'elections_unknown')

function shownPhase(phase: PhaseWithHours, all: readonly NamedArea[]): ShownPhase {
  const areas = all.filter(({ phaseId }) => phaseId === phase.id)
  const numbers = areas.flatMap(({ level, code }) => (level === 'constituency' && code !== null ? [code] : []))
  const typedHours = areas
    .filter(({ opens }) => opens !== null)
    .map(({ level, code, constituency, opens, closes, pollOn }) =>
      [level === 'booth' ? `${constituency}/${code}` : `${code}`, `${opens}-${closes}`, pollOn].filter(Boolean).join(' '),
    )
    .join('\n')
  return { ...phase, areas, numbers: inRanges([...new Set(numbers)].toSorted((one, other) => one - other)), typedHours }
} // prettier-ignore

/** Whether the calendar and its registers stand in somebody's menu: one's own right. */
export const keepsElections = (ctx: Context): boolean => maySeeRegisters(ctx.actor).allowed
