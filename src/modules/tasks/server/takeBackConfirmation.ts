import { activities } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { confirmReportSchema, isFresh, type ConfirmReport } from '../domain/report.ts'
import { mayTakeBack } from './policy.ts'
import { insertReportChange, lockReport, saveWaitingAgain } from './reportStore.ts'

/**
 * Takes one's own confirmation back, for two days: a slip of the thumb, or something heard since. The activity goes with it, the ladder and the
 * booth follow in the same transaction, and the report waits again for somebody's word. Later than that others have counted on it, and what
 * looks wrong is a question.
 * @returns where the volunteer stands then
 * @throws Refusal notFound; forbidden to whoever did not confirm it, or may not any more; changedMeanwhile when it is not confirmed, or longer ago
 */
export async function takeBackConfirmation(ctx: Context, input: ConfirmReport): Promise<{ state: string }> {
  const { command, reportId } = parse(confirmReportSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.takeBackConfirmation', input: { reportId } }, async () => {
      const { personId: by } = requirePerson(ctx.actor)
      const report = await lockReport(tx, reportId)
      if (!report) throw new Refusal('notFound', { reason: 'tasks_report_unknown' })
      authorise(mayTakeBack(ctx.actor, report))
      if (report.state !== 'confirmed')
        throw new Refusal('changedMeanwhile', { reason: 'tasks_not_confirmed' })
      if (!isFresh(report.answeredAt, ctx.now))
        throw new Refusal('changedMeanwhile', { reason: 'tasks_confirmed_long_ago' })
      const { personId, task } = report
      await saveWaitingAgain(tx, reportId)
      await insertReportChange(tx, [reportId], 'taken_back', by)
      const { state } = await activities.withdraw(tx, { personId, kind: 'task', source: reportId })
      await announce(tx, 'tasks.confirmationTakenBack', { reportId, taskId: task.id, personId })
      record(tx, 'tasks.takeBackConfirmation', `report:${reportId}`, { taskId: task.id, personId })
      return { state }
    }),
  )
}
