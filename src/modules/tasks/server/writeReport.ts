import { requirePerson } from '#platform/access/authorise.ts'
import { deviceOf } from '#platform/accounts/deviceOf.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import { asks, happenedDayFault, missingProof, reportVersion, type Said } from '../domain/report.ts'
import { takesReports, type Task } from '../domain/task.ts'
import { myStand, type Stand } from './placeStore.ts'
import type { Report, WrittenReport } from './reportStore.ts'

export interface Saying extends Omit<Said, 'hasPhoto'> {
  readonly told: string
  readonly spot: string | null
  readonly madeAt?: string | undefined
}

/**
 * What both sending and correcting decide: whether the task asks this volunteer, still takes reports, and has been told all that it counts
 * as done.
 * @throws Refusal forbidden for whom nobody vouched or whom the task does not ask; changedMeanwhile once it is closed; badInput
 */
export async function writeReport(
  tx: Transaction,
  ctx: Context,
  task: Task,
  said: Saying & { readonly hasPhoto: boolean },
): Promise<Omit<WrittenReport, 'photo'> & { readonly stand: Stand }> {
  const actor = requirePerson(ctx.actor)
  const stand = await myStand(tx)
  if (!stand?.isVouched) throw new Refusal('forbidden', { reason: 'tasks_not_vouched' })
  if (!asks(task, stand)) throw new Refusal('forbidden', { reason: 'tasks_not_asked' })
  const made = plausibleMoment(said.madeAt ? new Date(said.madeAt) : undefined, ctx.now, task.givenAt)
  const madeOn = indianDay(made.at)
  if (!takesReports(task, made.at, madeOn)) throw new Refusal('changedMeanwhile', { reason: 'tasks_closed' })
  const when = happenedDayFault(said.happenedOn, indianDay(task.givenAt), madeOn)
  const fields = { ...missingProof(task.proof, said, stand.hasBooth), ...(when ? { happenedOn: when } : {}) }
  if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
  const { told, spot, counted, happenedOn } = said
  return {
    stand,
    told,
    spot,
    counted: task.proof === 'count' ? counted : null,
    happenedOn,
    madeAt: made.at,
    clockDoubted: made.doubted,
    device: await deviceOf(tx, actor),
    place: { id: stand.placeId, lft: stand.placeLft },
  }
}

/**
 * What was made without a network is not written over what has changed since: she is asked.
 * @throws Refusal changedMeanwhile tasks_report_changed
 */
export function refuseOutdated(basedOn: string | undefined, report: Report): void {
  if (basedOn && basedOn !== reportVersion(report))
    throw new Refusal('changedMeanwhile', { reason: 'tasks_report_changed' })
}
