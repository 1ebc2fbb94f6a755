import { actingPerson } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import type { UndoCounts } from '../../domain/import/importRun.ts'
import { findImport, newestImports, type Import } from './importStore.ts'
import { takeBack } from './takeBack.ts'
import { undoImport } from './undoImport.ts'
import { keptPeople } from './writtenRowStore.ts'

/** Kept people that are named one by one; how many there are is said in any case. */
const NAMED = 1_000
/** Imports that a list of them holds at most. */
const LISTED = 50

export interface TakenBack {
  readonly ended: Pick<Import, 'subject' | 'state' | 'fault'>
  readonly undoCounts: UndoCounts
  /** Whom it keeps, and why. */
  readonly kept: Awaited<ReturnType<typeof keptPeople>>
}

/**
 * Takes an import back from end to end, as the command line does: the same verb as behind the page, and the same work as a worker does, here
 * and now. @throws Refusal as the verb does
 */
export async function takeImportBack(ctx: Context, importId: string): Promise<TakenBack> {
  await undoImport(ctx, { command: uuidv7(), importId }, 'caller')
  await takeBack(ctx, importId, actingPerson(ctx.actor))
  return ctx.transaction(async (tx) => {
    const ended = (await findImport(tx, importId))!
    return { ended, undoCounts: ended.undoCounts ?? {}, kept: await keptPeople(tx, importId, NAMED) }
  })
}

/** The newest imports with their ids, for whoever sits at the machine. */
export const importsMade = (ctx: Context) => ctx.transaction((tx) => newestImports(tx, LISTED))
