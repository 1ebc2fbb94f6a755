import type { Readable } from 'node:stream'
import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { mayOpenPhoto } from './policy.ts'
import { photoOf } from './reportStore.ts'

/** The photo of a report, as JPEG. @throws Refusal notFound, also for what the actor may not see; forbidden */
export async function openPhoto(
  ctx: Context,
  reportId: string,
): Promise<{ readonly bytes: number; readonly stream: Readable }> {
  return ctx.transaction(async (tx) => {
    const report = await lookUp(reportId, (id) => photoOf(tx, id), 'tasks_photo_unknown')
    if (!report.photo) throw new Refusal('notFound', { reason: 'tasks_photo_unknown' })
    authorise(mayOpenPhoto(ctx.actor, report))
    return getFile(tx, await openStore(ctx.platform.environment), report.photo)
  })
}
