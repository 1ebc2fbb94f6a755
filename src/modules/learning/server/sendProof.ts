import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { keepPhoto, readPhoto, type Photo } from '#platform/files/photo.ts'
import { announce } from '#platform/outbox/announce.ts'
import { tasksOf } from '../domain/lesson.ts'
import { missingProof, sendProofSchema, type SendProof } from '../domain/learnt.ts'
import { insertProof, lockOwnProof, saveShownAgain } from './proofStore.ts'
import { versionInForce } from './versionStore.ts'

/**
 * What somebody shows of a lesson's practical task: words or a photo, of which the pixels alone are kept. Shown again it replaces what she showed
 * before, until a coordinator has said that it is done.
 * @throws Refusal notFound, badInput, changedMeanwhile once it was confirmed, tooLarge
 */
export async function sendProof(ctx: Context, input: SendProof, photo?: Photo): Promise<{ proofId: string }> {
  const { command, lessonId, taskKey, told, madeAt } = parse(sendProofSchema, input)
  const { personId } = requireMember(ctx.actor)
  const picture = await readPhoto(photo)
  const asked = { lessonId, taskKey, told, photo: picture?.arrived ?? null }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.sendProof', input: asked }, async () => {
      const version = await versionInForce(tx, lessonId)
      const task = version && tasksOf(version.content).find(({ key }) => key === taskKey)
      if (!version || !task) throw new Refusal('notFound', { reason: 'learning_task_unknown' })
      const standing = await lockOwnProof(tx, personId, lessonId, taskKey)
      if (standing?.state === 'confirmed')
        throw new Refusal('changedMeanwhile', { reason: 'learning_proof_confirmed' })
      // A photo that was sent before stays unless another one comes.
      const before = standing?.photo ?? null
      const fields = missingProof(task.proof, { told, hasPhoto: picture !== undefined || before !== null })
      if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
      const made = plausibleMoment(madeAt ? new Date(madeAt) : undefined, ctx.now, version.releasedAt!)
      const kept = picture ? await keepPhoto(tx, ctx, picture) : before
      const shown = { told, photo: kept, madeAt: made.at, clockDoubted: made.doubted }
      if (standing) {
        await saveShownAgain(tx, standing.id, shown)
        if (before !== null && before !== kept) await forgetFiles(tx, [before])
      } else if (!(await insertProof(tx, { id: command, personId, lessonId, taskKey, ...shown })))
        throw new Refusal('changedMeanwhile', { reason: 'learning_proof_elsewhere' })
      const proofId = standing?.id ?? command
      await announce(tx, 'learning.proofSent', { proofId, lessonId, personId })
      record(tx, 'learning.sendProof', `proof:${proofId}`, { lessonId, withPhoto: kept !== null })
      return { proofId }
    }),
  )
}
