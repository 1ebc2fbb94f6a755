import { authorise, requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { announce } from '#platform/outbox/announce.ts'
import { afterHappening, correctReportSchema, type CorrectReport } from '../domain/report.ts'
import { keepPhoto, readPhoto, type Photo } from '#platform/files/photo.ts'
import { mayCorrect } from './policy.ts'
import { insertReportChange, lockReport, saveCorrected } from './reportStore.ts'
import { refuseOutdated, writeReport } from './writeReport.ts'

/**
 * Corrects one's own report while nobody has confirmed it; what was sent back waits for a confirmation again.
 * @throws Refusal notFound; changedMeanwhile once it is confirmed or withdrawn, or when it is not what `basedOn` says; else as sendReport
 */
export async function correctReport(ctx: Context, input: CorrectReport, photo?: Photo): Promise<void> {
  const { command, reportId, withoutPhoto, basedOn, ...said } = parse(correctReportSchema, input)
  const actor = requireMember(ctx.actor)
  const picture = await readPhoto(photo)
  const { madeAt: _, ...words } = said
  const asked = { reportId, withoutPhoto, ...words, photo: picture?.arrived ?? null }
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.correctReport', input: asked }, async () => {
      const report = await lockReport(tx, reportId)
      if (!report) throw new Refusal('notFound', { reason: 'tasks_report_unknown' })
      authorise(mayCorrect(actor, report))
      if (!afterHappening(report.state, 'corrected'))
        throw new Refusal('changedMeanwhile', { reason: 'tasks_report_settled' })
      refuseOutdated(basedOn, report)
      const stays = !picture && !withoutPhoto ? report.photo : null
      const hasPhoto = picture !== undefined || stays !== null
      const { stand, ...written } = await writeReport(tx, ctx, report.task, { ...said, hasPhoto })
      const kept = picture ? await keepPhoto(tx, ctx, picture) : stays
      await saveCorrected(tx, reportId, { ...written, photo: kept })
      if (report.photo !== null && report.photo !== kept) await forgetFiles(tx, [report.photo])
      await insertReportChange(tx, [reportId], 'corrected', actor.personId)
      await announce(tx, 'tasks.reportCorrected', { reportId, placeId: stand.placeId, wing: stand.wing })
      record(tx, 'tasks.correctReport', `report:${reportId}`, {})
    }),
  )
}
