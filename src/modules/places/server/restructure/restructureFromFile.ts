import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { receiveFile } from '#platform/files/receive.ts'
import { writeNamed } from '#platform/files/writeNamed.ts'
import { MOST_PLAN_BYTES } from '../../domain/restructure/commands.ts'
import type { ListSays, RestructureView } from '../../domain/restructure/view.ts'
import { applyRestructure } from './applyRestructure.ts'
import { beginRestructure } from './beginRestructure.ts'
import { discardRestructure } from './discardRestructure.ts'
import { faultyLines } from './faultyLines.ts'
import { viewRestructure } from './viewRestructure.ts'

export interface RestructureWishes {
  readonly path: string
  readonly fileName: string
  /** The day for lines that say none, `2026-12-01`. */
  readonly date?: string | undefined
  /** Without it the plan is looked at, and put aside again. */
  readonly apply?: boolean | undefined
  /** What cannot be applied as it stands waits, to be mended in the browser, instead of being put aside. */
  readonly keep?: boolean | undefined
  /** Where the lines that cannot be applied are written, to be mended. */
  readonly badRowsTo?: string | undefined
}

export interface FromFile {
  readonly restructureId: string
  /** What the plan does, as it stood before it was applied. */
  readonly plan: RestructureView
  /** What an official list of booths said beside its plan. */
  readonly list: ListSays | null
  readonly applied: boolean
}

/**
 * Takes a plan, or an official list of booths, from end to end, as the command line does: the same verbs as behind the page. What is only
 * looked at is put aside, so that looking leaves nothing behind but its entry in the audit log.
 * @throws Refusal as the verbs do
 */
export async function restructureFromFile(ctx: Context, wishes: RestructureWishes): Promise<FromFile> {
  const received = await receiveFile(wishes.path, MOST_PLAN_BYTES)
  const asked = { command: uuidv7(), fileName: wishes.fileName, date: wishes.date ?? '' }
  const { restructureId, list } = await beginRestructure(ctx, asked, received).finally(() =>
    received.discard(),
  )
  const plan = await viewRestructure(ctx, restructureId)
  if (wishes.badRowsTo && plan.faultCount > 0) {
    // The words are loaded when they are needed: they are made by the build.
    const { wordsIfAny } = await import('#platform/i18n/wordsOf.ts')
    const words = (id: string, inputs: Readonly<Record<string, string>>) =>
      [wordsIfAny(id, 'hi', inputs) ?? id, wordsIfAny(id, 'en', inputs) ?? id] as const
    await writeNamed(wishes.badRowsTo, await faultyLines(ctx, restructureId, words))
  }
  const applied = wishes.apply === true && plan.whyNot === undefined
  const step = { command: uuidv7(), restructureId }
  if (applied) await applyRestructure(ctx, { ...step, seen: plan.seen })
  else if (!wishes.apply || !wishes.keep) await discardRestructure(ctx, step)
  return { restructureId, plan, list, applied }
}
