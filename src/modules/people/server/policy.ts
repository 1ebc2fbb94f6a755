/** Who may do what to whom, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority } from '#platform/access/scope.ts'
import {
  exportRightFits,
  hasAuthority,
  isAdministering,
  isCoordinating,
  mayFill,
  standsAbove,
  type Post,
} from '../domain/appointment.ts'

/** A person as policies see one: where she stands. */
export interface Standing {
  readonly id: string
  readonly placeLft: number
  readonly wing: number
}

/** A place and a wing in which something is to be done. */
export interface Field {
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}

/** The wing in which the organisation's own body stands. */
const PARENT_BODY = 0

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
const isThat = (actor: Actor, person: { readonly id: string }): boolean =>
  actor.kind === 'person' && actor.personId === person.id

/** Whose authority shows the people of a place: those who lead it and those who audit it. */
const seesPeople = (role: Authority['role']): boolean =>
  isCoordinating(role) || isAdministering(role) || role === 'booth_lead' || role === 'auditor'

const coversPerson = (authority: Authority, person: Standing): boolean =>
  covers(authority, { lft: person.placeLft, rgt: person.placeLft }, person.wing)

const coordinates = (actor: Actor, person: Standing): boolean =>
  held(actor).some((mine) => isCoordinating(mine.role) && coversPerson(mine, person))
const leads = (actor: Actor, person: Standing): boolean =>
  held(actor).some(
    (mine) => (isCoordinating(mine.role) || isAdministering(mine.role)) && coversPerson(mine, person),
  )

/** A coordinator of the wing whose scope holds the booth vouches; never for oneself. An administrator as such does not. */
export const mayVouch = (actor: Actor, person: Standing): Verdict =>
  only(!isThat(actor, person) && coordinates(actor, person), 'people_c_may_not_vouch')

/**
 * Who holds a phone reads the codes of everybody behind it, so a word for one of them would be a word for oneself: a family member of the
 * coordinator is vouched for, called back and confirmed by another.
 */
export const mayVouchBehind = (phone: { readonly mine: boolean }): Verdict =>
  only(!phone.mine, 'people_c_same_phone')

/** Whoever could vouch for a person may also decline her. */
export const mayDecline = (actor: Actor, person: Standing): Verdict =>
  only(!isThat(actor, person) && leads(actor, person), 'people_c_may_not_decide')

/** Nobody touches the standing of someone who stands level with them or above. */
export function mayWithdraw(actor: Actor, person: Standing, posts: readonly Post[]): Verdict {
  const above = posts
    .filter((post) => hasAuthority(post.role))
    .every((post) =>
      held(actor).some(
        (mine) => (isCoordinating(mine.role) || isAdministering(mine.role)) && standsAbove(mine, post),
      ),
    )
  return only(!isThat(actor, person) && leads(actor, person) && above, 'people_c_may_not_decide')
}

/** A name is corrected by whoever leads the person; nobody renames someone who stands level with them or above. */
export const mayCorrectName = (actor: Actor, person: Standing, posts: readonly Post[]): Verdict =>
  only(mayWithdraw(actor, person, posts).allowed, 'people_c_may_not_correct')

/** That a changed name is still the same person is said by whoever could vouch for her. */
export const mayConfirmName = mayVouch

/** Oneself, or whoever has authority over people there. */
export function mayView(actor: Actor, person: Standing): Verdict {
  const sees = held(actor).some((mine) => seesPeople(mine.role) && coversPerson(mine, person))
  return only(isThat(actor, person) || sees, 'people_c_may_not_see')
}

/** Phones open for those who must call: coordinators and administrators of the person's place and wing. */
export const mayReveal = (actor: Actor, person: Standing): Verdict =>
  only(leads(actor, person), 'people_c_may_not_reveal')

/** Lists show what row-level security leaves; whoever leads nobody has no list. */
export const mayList = (actor: Actor): Verdict => only(actor.scope.length > 0, 'people_c_may_not_see')

/** An invitation never reaches above the inviter's scope or outside his wing. */
export const mayInvite = (actor: Actor, field: Field): Verdict =>
  only(
    field.wing !== null &&
      held(actor).some(
        (mine) =>
          (isCoordinating(mine.role) || isAdministering(mine.role)) && covers(mine, field, field.wing),
      ),
    'people_c_may_not_invite',
  )

/** Its maker, while in office or not, and whoever could have made it. */
export const mayRevokeInvitation = (actor: Actor, invitation: Field & { readonly madeBy: string }): Verdict =>
  only(
    isThat(actor, { id: invitation.madeBy }) || mayInvite(actor, invitation).allowed,
    'people_c_may_not_invite',
  )

/** A link is a key: it is shown to its maker while he may still invite there, and to whoever else may. */
export const mayShowInvitation = (actor: Actor, invitation: Field): Verdict => mayInvite(actor, invitation)

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

/** Administrators, and coordinators whose appointment says so (`exporting` holds those appointments' ids). */
export const mayExport = (actor: Actor, field: Field, exporting: ReadonlySet<string>): Verdict =>
  only(
    held(actor).some(
      (mine) =>
        (isAdministering(mine.role) || (isCoordinating(mine.role) && exporting.has(mine.appointmentId))) &&
        covers(mine, field, field.wing),
    ),
    'people_c_may_not_export',
  )

/** A coordinator of the constituency that the report names, in the reporter's wing; nobody settles their own report. */
export const maySettleMissingBooth = (actor: Actor, field: Field & { readonly personId: string }): Verdict =>
  only(
    !isThat(actor, { id: field.personId }) &&
      held(actor).some(
        (mine) =>
          (isCoordinating(mine.role) || isAdministering(mine.role)) && covers(mine, field, field.wing),
      ),
    'people_c_may_not_settle',
  )

/** Which part of a split booth is somebody's is said by herself, or by whoever leads her there. */
export const mayAnswerBoothChange = (actor: Actor, person: Standing): Verdict =>
  only(isThat(actor, person) || leads(actor, person), 'people_c_may_not_settle')

/**
 * Reports of harassment go past the coordinators of places and of other wings, one of whom they may be about, to those who act for the
 * whole state, in every wing or in the parent body.
 */
export const mayAnswerReports = (actor: Actor): Verdict =>
  only(
    held(actor).some(
      ({ role, level, wing }) =>
        level === 'state' &&
        (wing === null || wing === PARENT_BODY) &&
        (isCoordinating(role) || isAdministering(role)),
    ),
    'people_c_may_not_answer',
  )

/** Nobody answers a report of their own. */
export const mayAnswerReport = (actor: Actor, report: { readonly reportedBy: string | null }): Verdict =>
  only(
    mayAnswerReports(actor).allowed && !(report.reportedBy && isThat(actor, { id: report.reportedBy })),
    'people_c_may_not_answer',
  )

/** Somebody else than the hand that vouched calls back, and someone who could have vouched. */
export const mayCallBack = (actor: Actor, person: Standing, vouchedBy: string | null): Verdict =>
  only(
    vouchedBy !== null && !isThat(actor, { id: vouchedBy }) && mayVouch(actor, person).allowed,
    'people_c_may_not_call_back',
  )

/**
 * A number opens the record whose it is, so whoever answers a number does not make another's record open to it: a family member of the one who
 * merges takes her number over by another hand, or changes it herself.
 */
export const mayTakeNumber = (phone: { readonly mine: boolean }): Verdict =>
  only(!phone.mine, 'people_d_own_number')

/** Duplicates are looked at by whoever leads people. */
export const mayListDuplicates = (actor: Actor): Verdict =>
  only(
    held(actor).some(({ role }) => isCoordinating(role) || isAdministering(role)),
    'people_c_may_not_see',
  )

/** That two records are two people is said by whoever leads both; nobody says it of their own record. */
export const mayKeepApart = (actor: Actor, one: Standing, other: Standing): Verdict =>
  only(
    [one, other].every((person) => !isThat(actor, person) && leads(actor, person)),
    'people_d_may_not_merge',
  )

/**
 * That two records are one person is said by whoever leads both and stands above what both hold. An office passes over with it, so it must be
 * one that he could give: else a merge would be a way to appoint.
 */
export function mayMerge(
  actor: Actor,
  stays: { readonly person: Standing; readonly posts: readonly Post[] },
  gives: { readonly person: Standing; readonly posts: readonly Post[] },
  pass: readonly (Post & { readonly mayExport: boolean })[],
): Verdict {
  const standsAboveBoth = [stays, gives].every(
    ({ person, posts }) => mayWithdraw(actor, person, posts).allowed,
  )
  const couldGive = pass.every(
    (post) =>
      held(actor).some((mine) => mayFill(mine, post)) &&
      (!post.mayExport || mayGiveExport(actor, post).allowed),
  )
  return only(standsAboveBoth && couldGive, 'people_d_may_not_merge')
}

/** What the house, its wings and its ranks are called is decided by the administrator of the whole state, in every wing. */
export const mayNameThings = (actor: Actor): Verdict =>
  only(
    held(actor).some(({ role, level, wing }) => isAdministering(role) && level === 'state' && wing === null),
    'people_s_may_not',
  )
