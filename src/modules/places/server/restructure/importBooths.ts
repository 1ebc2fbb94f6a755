import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { receive } from '#platform/files/receive.ts'
import { MOST_PLAN_BYTES } from '../../domain/restructure/commands.ts'
import type { RestructureView } from '../../domain/restructure/view.ts'
import { applyRestructure } from './applyRestructure.ts'
import { beginRestructure, type ListSays } from './beginRestructure.ts'
import { discardRestructure } from './discardRestructure.ts'
import { faultyLines } from './faultyLines.ts'
import { viewRestructure } from './viewRestructure.ts'

export interface BoothWishes {
  readonly path: string
  readonly fileName: string
  /** Looks, and puts the plan aside. */
  readonly dryRun?: boolean | undefined
  /** Where lines that cannot be applied are written, to be mended. */
  readonly badRowsTo?: string | undefined
}

export interface ImportedBooths {
  readonly restructureId: string
  readonly list: ListSays | null
  /** What the plan would do, as it was before it was applied. */
  readonly preview: RestructureView
  readonly applied: boolean
}

/**
 * Brings in an official list of booths from end to end, as the command line does: the same verbs as behind the pages. A list with a faulty line
 * is not applied: it waits as a plan, to be mended in the browser.
 * @param words a message by its id, in Hindi and English, for the file of faulty lines
 * @throws Refusal as the verbs do
 */
export async function importBooths(
  ctx: Context,
  wishes: BoothWishes,
  words: (id: string) => readonly [hindi: string, english: string],
): Promise<ImportedBooths> {
  const received = await receive(createReadStream(wishes.path), MOST_PLAN_BYTES)
  const order = { command: uuidv7(), fileName: wishes.fileName }
  const { restructureId, list } = await beginRestructure(ctx, order, received).finally(() =>
    received.discard(),
  )
  const preview = await viewRestructure(ctx, restructureId)
  if (wishes.badRowsTo !== undefined && preview.faultCount > 0)
    await writeFile(wishes.badRowsTo, await faultyLines(ctx, restructureId, words), { mode: 0o600 })
  const step = () => ({ command: uuidv7(), restructureId })
  const applied = !wishes.dryRun && preview.whyNot === undefined
  if (wishes.dryRun) await discardRestructure(ctx, step())
  else if (applied) await applyRestructure(ctx, step())
  return { restructureId, list, preview, applied }
}
