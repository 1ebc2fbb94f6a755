import type { Context, Transaction } from '#platform/context.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import type { MediaFiles } from './mediaStore.ts'
import type { Part, Prepared } from './prepareMedia.ts'

/** Keeps what was prepared among the files. */
export async function keepPrepared(tx: Transaction, ctx: Context, prepared: Prepared): Promise<MediaFiles> {
  const store = await openStore(ctx.platform.environment)
  const keep = async (part: Part | null) =>
    part && (await putFile(tx, store, part.open(), { limit: Number.MAX_SAFE_INTEGER, kinds: [part.kind] }))
  const main = (await keep(prepared.main))!
  const thumb = await keep(prepared.thumb)
  const screen = await keep(prepared.screen)
  const { kind, mediaType, bytes, width, height, ms, likeness } = prepared
  return {
    ...{ kind, mediaType, bytes, width, height, ms, likeness },
    ...{ file: main.sha256, thumb: thumb?.sha256 ?? null, screen: screen?.sha256 ?? null },
  }
}
