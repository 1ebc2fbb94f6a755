import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { sendBackSchema, type SendBack } from '../domain/report.ts'
import { lockWaiting } from './answerReport.ts'
import { insertReportChange, saveAnswered } from './reportStore.ts'

/**
 * Sends a report back with words that say what is missing; the volunteer corrects it or takes it back. The words obey what binds a task's
 * own: they aim at nobody's posts or accounts.
 * @throws Refusal badInput; else as confirmReport
 */
export async function sendBackReport(ctx: Context, input: SendBack): Promise<void> {
  const { command, reportId, words } = parse(sendBackSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.sendBackReport', input: { reportId, words } }, async () => {
      const { personId: by } = requirePerson(ctx.actor)
      const { task, personId } = await lockWaiting(tx, reportId, 'sent_back')
      await saveAnswered(tx, reportId, { state: 'sent_back', by, words })
      await insertReportChange(tx, [reportId], 'sent_back', by)
      await announce(tx, 'tasks.sentBack', { reportId, taskId: task.id, personId })
      record(tx, 'tasks.sendBackReport', `report:${reportId}`, { taskId: task.id, personId })
    }),
  )
}
