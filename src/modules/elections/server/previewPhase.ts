import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { previewPhaseSchema, type PreviewPhase } from '../domain/election.ts'
import { closesAt, hoursOf } from '../domain/polls.ts'
import { windowsOf } from '../domain/windows.ts'
import { alsoPolling, areasOf, findPhase, phasesOf } from './calendarStore.ts'
import { composePhase, movesFrom, type ComposedPhase } from './composePhase.ts'
import { keeper } from './keeping.ts'
import { mayKeepCalendar } from './policy.ts'
import { rulesOf } from './ruleStore.ts'
import { scheduledOf } from './releaseRule.ts'
import { shownWindow, type ShownWindow } from './shownWindow.ts'
import { findElection } from './viewCalendar.ts'

export interface PhasePreview extends Omit<ComposedPhase, 'areas'> {
  readonly windows: readonly ShownWindow[]
  /** Other phases that poll in some of these places. */
  readonly also: Awaited<ReturnType<typeof alsoPolling>>
  /** It polls at other times than before, or somewhere no more: a reason is asked for. */
  readonly moves: boolean
  /** It closes before this moment. */
  readonly isPast: boolean
}

/**
 * What a phase would be if it were saved: its places by name, and every window that follows. Nothing is written.
 * @throws Refusal forbidden, secondStepNeeded, badInput, notFound
 */
export async function previewPhase(ctx: Context, input: PreviewPhase): Promise<PhasePreview> {
  const said = parse(previewPhaseSchema, input)
  keeper(ctx.actor, mayKeepCalendar)
  return ctx.transaction(async (tx) => {
    const election = await findElection(tx, said.electionId)
    const before = said.phaseId === undefined ? undefined : await findPhase(tx, said.phaseId)
    const { areas, ...composed } = await composePhase(tx, said)
    const others = (await phasesOf(tx, [election.id])).filter(({ id }) => id !== said.phaseId)
    const hours = [
      ...new Map(areas.map((area) => hoursOf(area, said)).map(({ pollOn, opens, closes }) => [`${pollOn} ${opens} ${closes}`, { pollOn, opens, closes }])).values(),
    ]
    const scheduled = scheduledOf(election, others)
    const windows = windowsOf({ ...scheduled, phases: [...scheduled.phases, { id: 'this', hours }] }, await rulesOf(tx))
    return {
      ...composed,
      windows: windows.filter(({ phaseId }) => phaseId === 'this' || phaseId === null).map(shownWindow),
      also: await alsoPolling(tx, areas.map(({ placeId }) => placeId), said.phaseId ?? null),
      moves: before !== undefined && movesFrom(before, await areasOf(tx, [before.id]), said, { areas, ownHours: composed.ownHours }),
      isPast: hours.every((each) => closesAt(each) <= ctx.now),
    }
  })
} // prettier-ignore
