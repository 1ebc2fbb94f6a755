/** Who gives, ends and sees appointments. Beside policy.ts, as sentences. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import type { Authority } from '#platform/access/scope.ts'
import { exportRightFits, isAdministering, mayFill, standsAbove, type Post } from '../domain/appointment.ts'
import { held, isThat, leads, seesPeople, type Field, type Standing } from './policy.ts'

/** Appointments are given downwards, to people of one's own scope, never to oneself. */
export const mayGiveAppointment = (actor: Actor, person: Standing, post: Post): Verdict =>
  only(
    !isThat(actor, person) && leads(actor, person) && held(actor).some((mine) => mayFill(mine, post)),
    'people_c_may_not_appoint',
  )

/** The right to export comes from an administrator only. */
export const mayGiveExport = (actor: Actor, post: Post): Verdict =>
  only(
    exportRightFits(post.role) &&
      held(actor).some((mine) => isAdministering(mine.role) && standsAbove(mine, post)),
    'people_c_may_not_give_export',
  )

/** Whoever could give an appointment may end it; nobody ends their own. */
export const mayEndAppointment = (actor: Actor, holder: { readonly id: string }, post: Post): Verdict =>
  only(!isThat(actor, holder) && held(actor).some((mine) => mayFill(mine, post)), 'people_c_may_not_appoint')

/** Who leads where is asked of places inside one's own scope, by whoever leads or audits there. */
export const mayAskWhoIsResponsible = (actor: Actor, place: Omit<Field, 'wing'>): Verdict =>
  only(leadsAt(actor, place).length > 0, 'people_c_may_not_see')

/** At a place of one's scope one sees the chain of one's own wings, and whoever acts for every wing. */
export const officesSeenIn = (actor: Actor, place: Omit<Field, 'wing'>, wing: number | null): boolean =>
  wing === null || leadsAt(actor, place).some((mine) => mine.wing === null || mine.wing === wing)

const leadsAt = (actor: Actor, { lft, rgt }: Omit<Field, 'wing'>): readonly Authority[] =>
  held(actor).filter((mine) => seesPeople(mine.role) && mine.lft <= lft && rgt <= mine.rgt)
