/**
 * The cells of rows that somebody may want to mend, sealed. Only those are kept: what is written needs no mending, and most rows are. A row that
 * turns out bad later, as a repetition or at the second look, gets its cells from the file, which is kept as long as that may happen.
 */
import type { Context } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import type { Outcome } from '../../domain/import/judge.ts'
import { partsOf, type Import } from './importStore.ts'
import { linesToMend, saveOriginals } from './stagedRowStore.ts'

/** Rows sealed together. */
const ROWS = 2_000

/** Moved to another row or list they do not open. */
const rowBinding = (importId: string, line: number): string => `people.import_row:${importId}:${line}`

/** Whether a row that came to this end is kept to be mended. */
export const isMendable = (outcome: Outcome): boolean => outcome === 'refused' || outcome === 'doubtful'

export const sealCells = (keys: KeyRing, importId: string, line: number, cells: readonly string[]): Buffer =>
  seal(keys, JSON.stringify(cells), rowBinding(importId, line))

export const openCells = (keys: KeyRing, importId: string, line: number, sealed: Buffer): readonly string[] =>
  JSON.parse(unseal(keys, sealed, rowBinding(importId, line))) as string[]

/** Keeps the cells of rows that turned out bad after they were read. Goes through the file once more, if there are any; done again it does nothing. */
export async function keepOriginals(ctx: Context, { id, kind }: Pick<Import, 'id' | 'kind'>): Promise<void> {
  const { keys } = ctx.platform
  const next = (after: number) => ctx.transaction((tx) => linesToMend(tx, id, after, ROWS))
  let wanted = await next(0)
  if (wanted.length === 0) return
  let sealed: { readonly line: number; readonly original: Buffer }[] = []
  for await (const { line, cells } of readTable({ kind, bytes: () => partsOf(ctx, id) })) {
    if (line !== wanted[sealed.length]) continue
    sealed.push({ line, original: sealCells(keys, id, line, cells) })
    if (sealed.length < wanted.length) continue
    const [kept, last] = [sealed, line]
    await ctx.transaction((tx) => saveOriginals(tx, id, kept))
    sealed = []
    wanted = await next(last)
    if (wanted.length === 0) return
  }
}
