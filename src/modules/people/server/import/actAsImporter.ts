import { personActor } from '#platform/access/actor.ts'
import { actingAs, type Context } from '#platform/context.ts'
import { authorityOf } from '../authorityStore.ts'
import { placeOf } from '../placeOfStore.ts'
import { mayImport } from './importPolicy.ts'
import { findImport } from './importStore.ts'

/**
 * The context in which a job works on an import: that of the person who made it, with the authority she has now, so that row-level security
 * keeps the job within her scope and an appointment that ended ends the job too. The house's own imports are done by the house.
 * @param by who has it taken back, who need not be who made it; null: the house
 * @returns undefined when she may no longer import there
 */
export async function actAsImporter(
  ctx: Context,
  importId: string,
  by?: string | null,
): Promise<Context | undefined> {
  // Each step of the work reads the clock and the authority anew.
  const now = { ...ctx, now: ctx.platform.clock.now() }
  const seen = await now.transaction(async (tx) => {
    const found = await findImport(tx, importId)
    const place = found && (await placeOf(tx, found.placeId))
    return found && place ? { found, place } : undefined
  })
  if (!seen) return undefined
  const { found, place } = seen
  const personId = by === undefined ? found.madeBy : by
  if (personId === null) return actingAs(now, ctx.actor)
  const actor = personActor({
    personId,
    accountId: personId,
    sessionId: found.id,
    assurance: 2,
    authorities: await authorityOf(ctx.platform, personId),
  })
  return mayImport(actor, { ...place, wing: found.wing }).allowed ? actingAs(now, actor) : undefined
}
