import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  lastPollDay,
  savePhaseSchema,
  withdrawPhaseSchema,
  type Phase,
  type SavePhase,
  type WithdrawPhase,
} from '../domain/election.ts'
import { hoursOf } from '../domain/polls.ts'
import {
  areasOf,
  findPhase,
  insertPhase,
  lockElection,
  replaceAreas,
  saveWithdrawn,
  updatePhase,
} from './calendarStore.ts'
import { composePhase, movesFrom } from './composePhase.ts'
import { keeper } from './keeping.ts'
import { mayKeepCalendar } from './policy.ts'

/**
 * Enters a day of poll with its hours and places, or changes one as it was seen. A day, hours or a place that change need a reason, which everybody reads whose
 * messages wait for it; what the gate held is asked again at once.
 * @throws Refusal forbidden, secondStepNeeded, badInput, notFound; changedMeanwhile when it was changed since it was read
 */
export async function savePhase(ctx: Context, input: SavePhase): Promise<{ phaseId: string }> {
  const { command, ...said } = parse(savePhaseSchema, input)
  keeper(ctx.actor, mayKeepCalendar)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.savePhase', input: said }, async () => {
      const election = await lockElection(tx, said.electionId)
      if (!election) throw new Refusal('notFound', { reason: 'elections_unknown' })
      const before = said.phaseId === undefined ? undefined : await seenPhase(tx, said.phaseId, said.basedOn, election.id)
      const { areas, ownHours, unknown, unknownHours, constituencies } = await composePhase(tx, said)
      if (unknown.length > 0) throw new Refusal('badInput', { fields: { constituencies: 'elections_constituency_unknown' } })
      if (unknownHours.length > 0) throw new Refusal('badInput', { fields: { hours: 'elections_hours_outside' } })
      const polls = lastPollDay([{ pollOn: said.pollOn, hours: areas.map((area) => hoursOf(area, said)) }])
      if (election.completedOn !== null && polls !== null && polls > election.completedOn)
        throw new Refusal('badInput', { fields: { pollOn: 'elections_poll_after_completion' } })
      const moves = before && movesFrom(before, await areasOf(tx, [before.id]), said, { areas, ownHours })
      if (moves && said.why === null) throw new Refusal('badInput', { fields: { why: 'elections_why_needed' } })
      const { nameHi, nameEn, pollOn, opens, closes } = said
      const after = { id: before?.id ?? uuidv7(ctx.now), electionId: election.id, nameHi, nameEn, pollOn, opens, closes }
      if (before) await updatePhase(tx, after, moves ? { from: before.pollOn === pollOn ? null : before.pollOn, why: said.why! } : null)
      else await insertPhase(tx, after)
      await replaceAreas(tx, after.id, areas)
      record(tx, 'elections.savePhase', `phase:${after.id}`, {
        before: before ? hoursIn(before) : null,
        after: hoursIn(after),
        why: said.why,
        constituencies: constituencies.map(({ code }) => code),
        ownHours: said.hours,
      })
      await announce(tx, 'elections.calendarChanged', { electionId: election.id, phaseId: after.id })
      return { phaseId: after.id }
    }),
  )
} // prettier-ignore

/** Takes a day of poll away: countermanded, or entered by mistake. Its windows end with it. @throws Refusal as savePhase */
export async function withdrawPhase(ctx: Context, input: WithdrawPhase): Promise<{ electionId: string }> {
  const { command, ...said } = parse(withdrawPhaseSchema, input)
  keeper(ctx.actor, mayKeepCalendar)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.withdrawPhase', input: said }, async () => {
      const found = await findPhase(tx, said.phaseId)
      // Always the election first, then its phase: two who change it follow one another.
      if (found) await lockElection(tx, found.electionId)
      const phase = await seenPhase(tx, said.phaseId, said.basedOn, found?.electionId)
      await saveWithdrawn(tx, phase.id)
      record(tx, 'elections.withdrawPhase', `phase:${phase.id}`, { before: hoursIn(phase), why: said.why })
      await announce(tx, 'elections.calendarChanged', { electionId: phase.electionId, phaseId: phase.id })
      return { electionId: phase.electionId }
    }),
  )
}

const hoursIn = ({ pollOn, opens, closes }: Pick<Phase, 'pollOn' | 'opens' | 'closes'>) => ({
  pollOn,
  opens,
  closes,
})

async function seenPhase(
  tx: Transaction,
  id: string,
  version: number | undefined,
  electionId: string | undefined,
): Promise<Phase> {
  const phase = await findPhase(tx, id)
  if (!phase || phase.electionId !== electionId)
    throw new Refusal('notFound', { reason: 'elections_phase_unknown' })
  if (phase.version !== version) throw new Refusal('changedMeanwhile', { reason: 'elections_changed' })
  return phase
}
