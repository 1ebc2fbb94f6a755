import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { sendReportSchema, type SendReport } from '../domain/report.ts'
import { keepPhoto, readPhoto, type Photo } from '#platform/files/photo.ts'
import { insertReport, insertReportChange } from './reportStore.ts'
import { findTask } from './taskStore.ts'
import { writeReport } from './writeReport.ts'

/**
 * A volunteer's word on what she did: what, where, when, perhaps a photo, of which the pixels alone are kept. From a page it is made as it
 * is sent; from a phone's outbox `madeAt` says when, as far as that can be believed. One stands for each task and person.
 * @throws Refusal notFound, forbidden, badInput, changedMeanwhile (closed, or one stands already), tooLarge
 */
export async function sendReport(
  ctx: Context,
  input: SendReport,
  photo?: Photo,
): Promise<{ reportId: string }> {
  const { command, taskId, ...said } = parse(sendReportSchema, input)
  const { personId } = requireMember(ctx.actor)
  const picture = await readPhoto(photo)
  // When it was made is no part of what is asked: the form that was cut off and the outbox that sends it again are one command.
  const { madeAt: _, ...words } = said
  const asked = { taskId, ...words, photo: picture?.arrived ?? null }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.sendReport', input: asked }, async () => {
      const task = await findTask(tx, taskId)
      if (!task) throw new Refusal('notFound', { reason: 'tasks_unknown' })
      const { stand, ...report } = await writeReport(tx, ctx, task, {
        ...said,
        hasPhoto: picture !== undefined,
      })
      const reportId = uuidv7(ctx.now)
      const kept = picture ? await keepPhoto(tx, ctx, picture) : null
      const isNew = await insertReport(tx, {
        ...report,
        id: reportId,
        taskId,
        personId,
        wing: stand.wing,
        photo: kept,
      })
      if (!isNew) throw new Refusal('changedMeanwhile', { reason: 'tasks_reported_already' })
      await insertReportChange(tx, [reportId], 'sent', personId)
      await announce(tx, 'tasks.reported', { reportId, taskId, placeId: stand.placeId, wing: stand.wing })
      record(tx, 'tasks.sendReport', `report:${reportId}`, { taskId, withPhoto: kept !== null })
      return { reportId }
    }),
  )
}
