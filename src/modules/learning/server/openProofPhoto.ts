import type { Readable } from 'node:stream'
import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { mayOpenPhoto } from './policy.ts'
import { findProof } from './proofStore.ts'

/** The photo of a practical task, as JPEG. @throws Refusal notFound, also for what the actor may not see; forbidden */
export async function openProofPhoto(
  ctx: Context,
  proofId: string,
): Promise<{ readonly bytes: number; readonly stream: Readable }> {
  return ctx.transaction(async (tx) => {
    const proof = await lookUp(proofId, (id) => findProof(tx, id), 'learning_file_unknown')
    if (!proof.photo) throw new Refusal('notFound', { reason: 'learning_file_unknown' })
    authorise(mayOpenPhoto(ctx.actor, proof))
    return getFile(tx, await openStore(ctx.platform.environment), proof.photo)
  })
}
