import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { announce } from '#platform/outbox/announce.ts'
import { afterHappening, withdrawReportSchema, type WithdrawReport } from '../domain/report.ts'
import { mayCorrect } from './policy.ts'
import { insertReportChange, lockReport, saveWithdrawn } from './reportStore.ts'
import { refuseOutdated } from './writeReport.ts'

/**
 * Takes one's own report back while nobody has confirmed it: its words and photo go at once, and another may be sent.
 * @throws Refusal notFound; changedMeanwhile once it is confirmed, or when it is not what `basedOn` says
 */
export async function withdrawReport(ctx: Context, input: WithdrawReport): Promise<void> {
  const { command, reportId, basedOn } = parse(withdrawReportSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.withdrawReport', input: { reportId } }, async () => {
      const actor = requirePerson(ctx.actor)
      const report = await lockReport(tx, reportId)
      if (!report) throw new Refusal('notFound', { reason: 'tasks_report_unknown' })
      authorise(mayCorrect(actor, report))
      if (!afterHappening(report.state, 'withdrawn'))
        throw new Refusal('changedMeanwhile', { reason: 'tasks_report_settled' })
      refuseOutdated(basedOn, report)
      await saveWithdrawn(tx, [reportId])
      if (report.photo !== null) await forgetFiles(tx, [report.photo])
      await insertReportChange(tx, [reportId], 'withdrawn', actor.personId)
      await announce(tx, 'tasks.reportWithdrawn', { reportId })
      record(tx, 'tasks.withdrawReport', `report:${reportId}`, {})
    }),
  )
}
