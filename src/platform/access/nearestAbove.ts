import { inAbsence, type PersonActor } from './actor.ts'
import type { Verdict } from './authorise.ts'
import type { Authority, Role } from './scope.ts'

/** Whoever leads at a place that holds all of a part of the tree, with all that she holds (people.leading). */
export interface Leader {
  readonly personId: string
  readonly offices: readonly Authority[]
}

const LEADS: ReadonlySet<Role> = new Set(['coordinator', 'admin'])

/**
 * Whom the house asks when what somebody set in motion is nobody's any more (decision 0042): of those who may decide the nearest, that is whoever leads
 * least beside this part of the tree; all of them where several lead the same.
 * @param may the room's own sentence, asked of each in absence
 * @returns ids
 */
export function nearestAbove(
  leaders: readonly Leader[],
  { lft, rgt }: { readonly lft: number; readonly rgt: number },
  may: (actor: PersonActor) => Verdict,
): readonly string[] {
  const widths = leaders
    .filter(({ personId, offices }) => may(inAbsence(personId, offices)).allowed)
    .map(({ personId, offices }) => ({
      personId,
      width: Math.min(
        ...offices
          .filter((held) => LEADS.has(held.role) && held.lft <= lft && held.rgt >= rgt)
          .map((held) => held.rgt - held.lft),
      ),
    }))
  const least = Math.min(...widths.map(({ width }) => width))
  return widths.filter(({ width }) => width === least).map(({ personId }) => personId)
}
