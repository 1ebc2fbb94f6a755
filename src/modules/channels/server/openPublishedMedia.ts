import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { filesByToken } from './targetStore.ts'

/** A file of a post for the platform that fetches it, by a word that holds only while the post is being sent. @throws Refusal notFound */
export async function openPublishedMedia(ctx: Context, token: string, nth: number) {
  return ctx.transaction(async (tx) => {
    const file = await lookUp(token, async (known) => (await filesByToken(tx, known))?.[nth])
    const { stream, bytes } = await getFile(tx, await openStore(ctx.platform.environment), file.sha256)
    return { stream, bytes, mediaType: file.mediaType }
  })
}
