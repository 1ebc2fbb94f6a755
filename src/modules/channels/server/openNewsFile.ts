import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { filesOnWebsite } from './websiteStore.ts'

/** A picture or film of a post on the organisation's own website, for everybody, until it is withdrawn. @throws Refusal notFound */
export async function openNewsFile(ctx: Context, post: string, nth: string) {
  return ctx.transaction(async (tx) => {
    const file = await lookUp(post, async (id) =>
      /^\d{1,2}$/.test(nth) ? (await filesOnWebsite(tx, id))?.[Number(nth)] : undefined,
    )
    const { stream, bytes } = await getFile(tx, await openStore(ctx.platform.environment), file.sha256)
    return { stream, bytes, mediaType: file.mediaType }
  })
}
