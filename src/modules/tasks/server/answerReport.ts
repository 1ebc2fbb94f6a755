import { authorise } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { afterHappening, type ReportHappening } from '../domain/report.ts'
import { mayConfirm } from './policy.ts'
import { lockReport, type Report } from './reportStore.ts'

/**
 * A report that waits for whoever acts, under lock.
 * @throws Refusal notFound for what she may not see; forbidden; changedMeanwhile when it waits no more, or its volunteer moved away since
 */
export async function lockWaiting(
  tx: Transaction,
  reportId: string,
  happening: ReportHappening,
): Promise<Report> {
  const report = await lockReport(tx, reportId)
  if (!report) throw new Refusal('notFound', { reason: 'tasks_report_unknown' })
  authorise(mayConfirm(tx.actor, report))
  if (!afterHappening(report.state, happening))
    throw new Refusal('changedMeanwhile', {
      reason: report.state === 'confirmed' ? 'tasks_confirmed_already' : 'tasks_report_not_waiting',
    })
  if (!report.isSeen) throw new Refusal('changedMeanwhile', { reason: 'tasks_person_moved' })
  return report
}
