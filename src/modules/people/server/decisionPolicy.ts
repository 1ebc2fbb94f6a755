/** What one level has decided about a person no level below undoes. Beside policy.ts, as sentences. */
import type { Actor, PersonActor } from '#platform/access/actor.ts'
import { no, only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority } from '#platform/access/scope.ts'
import { isAdministering, isCoordinating } from '../domain/appointment.ts'
import { highest, isLevelOrAbove, isOfficeOrAbove, type DecidedFrom } from '../domain/decidedFrom.ts'
import { mayDecline, mayVouch, type Standing } from './policy.ts'

const over = (actor: Actor, person: Standing): readonly Authority[] =>
  actor.kind === 'person'
    ? actor.authorities.filter(
        (mine) =>
          (isCoordinating(mine.role) || isAdministering(mine.role)) &&
          covers(mine, { lft: person.placeLft, rgt: person.placeLft }, person.wing),
      )
    : []

/** The office from which the actor decides about a person: the highest that leads her. */
export const decidesFrom = (actor: PersonActor, person: Standing): DecidedFrom | undefined =>
  highest(over(actor, person))

/** Whoever leads a person takes her back, from an office level with the one that decided, or above it. */
export function mayReinstate(actor: Actor, person: Standing, decided: DecidedFrom | undefined): Verdict {
  const leads = mayDecline(actor, person)
  if (!leads.allowed || !decided || over(actor, person).some((mine) => isOfficeOrAbove(mine, decided)))
    return leads
  return no('people_c_decided_above')
}

/** Who was suspended, left and came again under the same name and phone is vouched for at the level that suspended her, or above. */
export function mayVouchDespite(
  actor: Actor,
  person: Standing,
  before: { readonly level: string } | undefined,
): Verdict {
  const vouches = mayVouch(actor, person)
  const high = over(actor, person).some(
    (mine) => isCoordinating(mine.role) && before && isLevelOrAbove(mine.level, before.level),
  )
  return !vouches.allowed || !before || high ? vouches : no('people_c_suspended_before')
}

/** Nobody comes back by an undo past a suspension that was spoken since: whoever leads her at its level or above takes the merge back. */
export const mayComeBackDespite = (
  actor: Actor,
  person: Standing,
  before: { readonly level: string },
): Verdict =>
  only(
    over(actor, person).some((mine) => isLevelOrAbove(mine.level, before.level)),
    'people_c_suspended_before',
  )
