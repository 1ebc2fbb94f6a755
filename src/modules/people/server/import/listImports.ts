import type { PersonActor } from '#platform/access/actor.ts'
import { requirePerson, requireSecondStep } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { knownPlace } from '../placeOfStore.ts'
import { authoriseImport, mayImport } from './importPolicy.ts'
import { newestImports } from './importStore.ts'
import { wings, type Wing } from '../wingStore.ts'
import { placesByIds } from '../placeOfStore.ts'

const MOST = 20
const NOWHERE = { lft: 0, rgt: 0, wing: null }

/** What the page that takes in lists shows. */
export interface ImportList {
  /** Into which wings, at the widest place. */
  readonly wings: readonly Wing[]
  readonly imports: Awaited<ReturnType<typeof newestImports>>
}

/** The newest imports where the actor may import, and where she may begin one. @throws Refusal forbidden, secondStepNeeded */
export async function listImports(ctx: Context): Promise<ImportList> {
  const actor = requirePerson(ctx.actor)
  // Each office is asked for itself: the widest in which she may import opens the page.
  const own = importingOffices(actor).toSorted((a, b) => b.rgt - b.lft - (a.rgt - a.lft))
  return ctx.transaction(async (tx) => {
    const known = await wings(tx)
    const widest = own[0] && (await knownPlace(tx, own[0].placeId))
    const into = known.filter(
      ({ number, retired }) => !retired && widest && mayImport(actor, { ...widest, wing: number }).allowed,
    )
    // Says the refusal in the policy's own words.
    if (!widest || into.length === 0) authoriseImport(actor, NOWHERE)
    requireSecondStep(actor)
    const seen = await newestImports(tx, MOST)
    const where = new Map((await placesByIds(tx, seen.map(({ placeId }) => placeId))).map((place) => [place.id, place])) // prettier-ignore
    return {
      wings: into,
      imports: seen.filter(({ placeId, wing }) => mayImport(actor, { ...where.get(placeId)!, wing }).allowed),
    }
  })
}

/** Whether whoever acts may import anywhere: for the door, which reads a long upload only then. @throws Refusal notSignedIn, forbidden, secondStepNeeded */
export const requireImporting = async (ctx: Context): Promise<void> => {
  if (importingOffices(requirePerson(ctx.actor)).length === 0) authoriseImport(ctx.actor, NOWHERE)
  requireSecondStep(ctx.actor)
}

const importingOffices = (actor: PersonActor): PersonActor['authorities'] =>
  actor.authorities.filter((mine) => mayImport(actor, { ...mine, wing: mine.wing ?? 0 }).allowed)
