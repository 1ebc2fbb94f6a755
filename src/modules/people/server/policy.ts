/** Who may do what to whom, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority } from '#platform/access/scope.ts'
import {
  hasAuthority,
  isAdministering,
  isCoordinating,
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

export const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
export const isThat = (actor: Actor, person: { readonly id: string }): boolean =>
  actor.kind === 'person' && actor.personId === person.id

/** Whose authority shows the people of a place: those who lead it and those who audit it. */
export const seesPeople = (role: Authority['role']): boolean =>
  isCoordinating(role) || isAdministering(role) || role === 'booth_lead' || role === 'auditor'

const coversPerson = (authority: Authority, person: Standing): boolean =>
  covers(authority, { lft: person.placeLft, rgt: person.placeLft }, person.wing)

const coordinates = (actor: Actor, person: Standing): boolean =>
  held(actor).some((mine) => isCoordinating(mine.role) && coversPerson(mine, person))
export const leads = (actor: Actor, person: Standing): boolean =>
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

/** What the house, its wings and its ranks are called is decided by the administrator of the whole state, in every wing. */
export const mayNameThings = (actor: Actor): Verdict =>
  only(
    held(actor).some(({ role, level, wing }) => isAdministering(role) && level === 'state' && wing === null),
    'people_s_may_not',
  )
