import { activities } from '#modules/people/server/index.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { confirmReportSchema, type ConfirmReport } from '../domain/report.ts'
import { lockWaiting } from './answerReport.ts'
import { insertReportChange, saveAnswered } from './reportStore.ts'

/**
 * Somebody else's word that a report is true. It makes an activity in the same transaction, from which the volunteer and her booth become
 * active.
 * @throws Refusal forbidden to whomever the task does not name, and for one's own; changedMeanwhile when it waits no more
 */
export async function confirmReport(ctx: Context, input: ConfirmReport): Promise<{ state: string }> {
  const { command, reportId } = parse(confirmReportSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.confirmReport', input: { reportId } }, async () => {
      const { personId: by } = requirePerson(ctx.actor)
      const { personId, happenedOn, task } = await lockWaiting(tx, reportId, 'confirmed')
      await saveAnswered(tx, reportId, { state: 'confirmed', by, words: null })
      await insertReportChange(tx, [reportId], 'confirmed', by)
      const { state } = await activities.record(tx, { personId, kind: 'task', source: reportId, happenedOn })
      await announce(tx, 'tasks.confirmed', { reportId, taskId: task.id, personId })
      record(tx, 'tasks.confirmReport', `report:${reportId}`, { taskId: task.id, personId })
      return { state }
    }),
  )
}
