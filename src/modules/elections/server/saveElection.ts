import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { lastPollDay, saveElectionSchema, type SaveElection } from '../domain/election.ts'
import { indianMoment } from '../domain/moments.ts'
import { insertElection, lockElection, phasesOf, updateElection } from './calendarStore.ts'
import { keeper } from './keeping.ts'
import { mayKeepCalendar } from './policy.ts'

/**
 * Enters an election, or changes one as it was seen: when it was announced, when it was completed, when the last poll elsewhere closes. What the
 * gate held by it is asked again.
 * @throws Refusal forbidden, secondStepNeeded, badInput; changedMeanwhile when it was changed since it was read
 */
export async function saveElection(ctx: Context, input: SaveElection): Promise<{ electionId: string }> {
  const { command, ...said } = parse(saveElectionSchema, input)
  keeper(ctx.actor, mayKeepCalendar)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.saveElection', input: said }, async () => {
      const before = said.electionId === undefined ? undefined : await lockElection(tx, said.electionId)
      if (said.electionId !== undefined && !before) throw new Refusal('notFound', { reason: 'elections_unknown' })
      if (before && before.version !== said.basedOn)
        throw new Refusal('changedMeanwhile', { reason: 'elections_changed' })
      // Once it is completed nothing of it is held any more: so no poll may still be ahead of that day.
      const polls = lastPollDay(before ? await phasesOf(tx, [before.id]) : [], said.elsewhereOn ?? said.firstElsewhereOn)
      if (said.completedOn !== null && polls !== null && said.completedOn < polls)
        throw new Refusal('badInput', { fields: { completedOn: 'elections_completed_before_poll' } })
      const after = {
        id: before?.id ?? uuidv7(ctx.now),
        kind: said.kind,
        nameHi: said.nameHi,
        nameEn: said.nameEn,
        announcedAt: indianMoment(said.announcedOn, said.announcedTime),
        completedOn: said.completedOn,
        firstElsewhereAt:
          said.firstElsewhereOn !== null && said.firstElsewhereTime !== null
            ? indianMoment(said.firstElsewhereOn, said.firstElsewhereTime)
            : null,
        lastElsewhereAt:
          said.elsewhereOn !== null && said.elsewhereTime !== null
            ? indianMoment(said.elsewhereOn, said.elsewhereTime)
            : null,
      }
      await (before ? updateElection(tx, after) : insertElection(tx, after))
      record(tx, 'elections.saveElection', `election:${after.id}`, { before: before ?? null, after })
      await announce(tx, 'elections.calendarChanged', { electionId: after.id, phaseId: null })
      return { electionId: after.id }
    }),
  )
} // prettier-ignore
