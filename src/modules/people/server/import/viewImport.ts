import type { Context, Transaction } from '#platform/context.ts'
import { isOurHeading } from '../../domain/import/fields.ts'
import type { Guess } from '../../domain/import/guessColumns.ts'
import type { Undone } from '../../domain/import/importRun.ts'
import { named, type NamedPlace } from '../myStanding.ts'
import { wings, type Wing } from '../wingStore.ts'
import { guessOf, type Import } from './importStore.ts'
import { openImport } from './openImport.ts'
import { openCells } from './originalCells.ts'
import { exampleRows, problemRows } from './stagedRowStore.ts'
import { isUndoable } from './undoImport.ts'
import { keptPeople } from './writtenRowStore.ts'

/** What a page of one import shows. */
export interface ImportView extends Omit<Import, 'madeBy' | 'placeId'> {
  readonly place: NamedPlace
  readonly wingName: Wing
  /** What the columns seemed to hold; while that can still be chosen. */
  readonly guess: Guess | undefined
  /** First rows of what is new and what changes, before it is written. */
  readonly examples: {
    readonly new: Awaited<ReturnType<typeof exampleRows>>
    readonly changed: Awaited<ReturnType<typeof exampleRows>>
  }
  /** First rows that are refused or doubtful, as they stand in the file. */
  readonly problems: readonly {
    readonly line: number
    readonly reason: string
    readonly cells: readonly string[]
  }[]
  readonly isUndoable: boolean
  /** Whom an undo kept, and why. */
  readonly kept: readonly {
    readonly line: number
    readonly undone: Undone
    readonly personId: string
    readonly nameHi: string
    readonly nameEn: string
  }[]
}

const EXAMPLES = 5
const PROBLEMS = 20
const KEPT = 50

/** One import as it stands, with examples. @throws Refusal notFound, secondStepNeeded, forbidden */
export async function viewImport(ctx: Context, importId: string): Promise<ImportView> {
  return ctx.transaction(async (tx) => {
    const { found, place } = await openImport(ctx, tx, importId)
    const { madeBy: _madeBy, placeId: _placeId, ...shown } = found
    const { keys } = ctx.platform
    const isWaiting = found.state === 'columns' || found.state === 'ready'
    const headings = found.columns?.headings ?? []
    const problems = await problemRows(tx, importId, 0, PROBLEMS)
    return {
      ...shown,
      place: named(place)!,
      wingName: (await wings(tx)).find(({ number }) => number === found.wing)!,
      guess: isWaiting ? await guessOf(tx, keys, importId) : undefined,
      examples: await examplesOf(tx, found),
      problems: problems.map(({ line, reason, original }) => ({
        line,
        reason,
        // Of a mended file that came back: the reasons of the first time would only hide what stands there.
        cells: openCells(keys, importId, line, original).filter((_, at) => !isOurHeading(headings[at] ?? '')),
      })),
      isUndoable: isUndoable(found, ctx.now),
      kept: found.state === 'undone' ? await keptPeople(tx, importId, KEPT) : [],
    }
  })
}

async function examplesOf(tx: Transaction, { id, state }: Import): Promise<ImportView['examples']> {
  if (state !== 'ready') return { new: [], changed: [] }
  return {
    new: await exampleRows(tx, id, 'new', EXAMPLES),
    changed: await exampleRows(tx, id, 'changed', EXAMPLES),
  }
}
