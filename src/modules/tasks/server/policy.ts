/** Who may do what with tasks and reports, as sentences. What is not said here is not allowed. */
import type { Actor, PersonActor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority, type Role } from '#platform/access/scope.ts'
import type { Task } from '../domain/task.ts'

/** Part of the tree and a wing; null: every wing. */
export interface Field {
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}

/** Whoever answers for people at booths, and whoever audits them, sees how far a task is in the own part. */
const SEES: ReadonlySet<Role> = new Set(['booth_lead', 'coordinator', 'admin', 'auditor'])
/** Levels from which a whole constituency is coordinated. */
const HOLDS_CONSTITUENCIES: ReadonlySet<string> = new Set(['constituency', 'district', 'state'])

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
/** The appointments by which somebody coordinates. */
export const coordinating = (actor: Actor): readonly Authority[] =>
  held(actor).filter(({ role }) => role === 'coordinator')
/** The appointments that show how far tasks are. */
export const seeing = (actor: Actor): readonly Authority[] => held(actor).filter(({ role }) => SEES.has(role))

export const fieldOf = (task: Pick<Task, 'placeLft' | 'placeRgt' | 'wing'>): Field => ({
  lft: task.placeLft,
  rgt: task.placeRgt,
  wing: task.wing,
})
const coordinates = (actor: Actor, field: Field): boolean =>
  coordinating(actor).some((mine) => covers(mine, field, field.wing))

/** A coordinator gives tasks inside the own place and wing; to every wing only who coordinates in every wing. */
export const mayGive = (actor: Actor, field: Field): Verdict =>
  only(coordinates(actor, field), 'tasks_may_not_give')

/** Whoever could have given a task may change or end it: its giver while in office, and who coordinates above. */
export const mayChange = (actor: Actor, task: Task): Verdict =>
  only(coordinates(actor, fieldOf(task)), 'tasks_may_not_change')

/** How far a task is shows to whoever sees people where it asks something, and of them only. */
export const maySee = (actor: Actor, task: Task): Verdict =>
  only(
    seeing(actor).some(
      ({ lft, rgt, wing }) =>
        lft <= task.placeRgt &&
        task.placeLft <= rgt &&
        (wing === null || task.wing === null || wing === task.wing),
    ),
    'tasks_may_not_see',
  )

/** A place whose numbers one may see: inside one appointment that sees people, whatever its wing. */
export const maySeeAt = (actor: Actor, place: { readonly lft: number; readonly rgt: number }): Verdict =>
  only(
    seeing(actor).some(({ lft, rgt }) => lft <= place.lft && place.rgt <= rgt),
    'tasks_may_not_see',
  )

export const mayListTasks = (actor: Actor): Verdict => only(seeing(actor).length > 0, 'tasks_may_not_see')
export const mayListReports = (actor: Actor): Verdict =>
  only(coordinating(actor).length > 0, 'tasks_may_not_confirm')

/** A report as policies see one: whose it is, where she stood, and what its task says about who confirms. */
export interface Reported {
  readonly personId: string
  readonly placeLft: number
  readonly wing: number
  readonly task: Pick<Task, 'confirmer' | 'givenBy'>
}

/**
 * Nobody confirms her own. Else a coordinator in that wing whose scope holds the volunteer: any of them; one of the constituency or above
 * it; or the giver alone, as the task says. Sending back is the other half of the same decision.
 */
export function mayConfirm(actor: Actor, report: Reported): Verdict {
  const at = { lft: report.placeLft, rgt: report.placeLft }
  const above = coordinating(actor).filter((mine) => covers(mine, at, report.wing))
  const { confirmer, givenBy } = report.task
  const asked =
    confirmer === 'giver'
      ? above.length > 0 && isThat(actor, givenBy)
      : above.some(({ level }) => confirmer === 'above' || HOLDS_CONSTITUENCIES.has(level))
  return only(!isThat(actor, report.personId) && asked, 'tasks_may_not_confirm')
}

/** Taken back by whoever confirmed it, while she could still confirm it: nobody takes back another's word. */
export function mayTakeBack(
  actor: Actor,
  report: Reported & { readonly answeredBy: string | null },
): Verdict {
  return only(
    isThat(actor, report.answeredBy) && mayConfirm(actor, report).allowed,
    'tasks_may_not_take_back',
  )
}

/** A photo is seen by whoever sent it and by whoever sees the people of that place and wing. */
export const mayOpenPhoto = (actor: Actor, report: Omit<Reported, 'task'>): Verdict =>
  only(
    isThat(actor, report.personId) ||
      seeing(actor).some((mine) => covers(mine, { lft: report.placeLft, rgt: report.placeLft }, report.wing)),
    'tasks_may_not_see',
  )

/** Corrected and withdrawn by whoever sent it, and by nobody else. */
export const mayCorrect = (actor: PersonActor, report: { readonly personId: string }): Verdict =>
  only(isThat(actor, report.personId), 'tasks_not_yours')

/** The appointments by which somebody answers for people. */
export const answering = (actor: Actor): readonly Authority[] =>
  held(actor).filter(({ role }) => role === 'coordinator' || role === 'admin')
export const mayListQuestions = (actor: Actor): Verdict =>
  only(answering(actor).length > 0, 'tasks_may_not_answer')

/** A question is answered by who leads everybody it concerns, and is none of them. */
export const mayAnswer = (actor: Actor, question: Field & { readonly people: readonly string[] }): Verdict =>
  only(
    answering(actor).some((mine) => covers(mine, question, question.wing)) &&
      !question.people.some((person) => isThat(actor, person)),
    'tasks_may_not_answer',
  )

const isThat = (actor: Actor, person: string | null): boolean =>
  actor.kind === 'person' && actor.personId === person
