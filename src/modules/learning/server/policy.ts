/** Who may do what with courses and with what others learnt, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, yes, type Verdict } from '#platform/access/authorise.ts'
import { covers, type Authority } from '#platform/access/scope.ts'

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
/** Courses are the whole organisation's: whoever decides about them stands over every place and wing. */
const isOverAll = ({ level, wing }: Authority): boolean => level === 'state' && wing === null
/** The appointments by which somebody coordinates. */
export const coordinating = (actor: Actor): readonly Authority[] =>
  held(actor).filter(({ role }) => role === 'coordinator')

/** A trainer writes, wherever she is appointed, and so does whoever coordinates the whole state. */
export const mayWrite = (actor: Actor): Verdict =>
  only(
    held(actor).some((mine) => mine.role === 'trainer' || (mine.role === 'coordinator' && isOverAll(mine))),
    'learning_may_not_write',
  )

/** Whoever may release at all: what is released is asked of everybody, so it takes a trainer or coordinator of the whole state. */
export const mayReleaseSome = (actor: Actor): Verdict =>
  only(
    held(actor).some((mine) => (mine.role === 'trainer' || mine.role === 'coordinator') && isOverAll(mine)),
    'learning_may_not_release',
  )

/** Released by somebody else than those who wrote it: nobody approves her own work. @param writers everybody who changed it */
export function mayRelease(actor: Actor, writers: readonly string[]): Verdict {
  const may = mayReleaseSome(actor)
  if (!may.allowed) return may
  return only(actor.kind === 'person' && !writers.includes(actor.personId), 'learning_may_not_release_own')
}

/** Whoever may release may also take out of use what is in force; whoever writes may drop a draft. */
export const mayRetire = (actor: Actor, isReleased: boolean): Verdict =>
  isReleased ? mayReleaseSome(actor) : mayWrite(actor)

/** How far people are on tracks shows to who coordinates them; whoever makes tracks sees which there are. */
export const mayListTracks = (actor: Actor): Verdict =>
  coordinating(actor).length > 0 ? yes : mayReleaseSome(actor)

export const mayListProofs = (actor: Actor): Verdict =>
  only(coordinating(actor).length > 0, 'learning_may_not_confirm')

/** What somebody shows of a practical task, and where she stands. */
export interface Shown {
  readonly personId: string
  readonly placeLft: number
  readonly wing: number
}

/** A coordinator in that wing whose scope holds the volunteer, and never herself. */
export const mayConfirm = (actor: Actor, { personId, placeLft, wing }: Shown): Verdict =>
  only(
    !(actor.kind === 'person' && actor.personId === personId) &&
      coordinating(actor).some((mine) => covers(mine, { lft: placeLft, rgt: placeLft }, wing)),
    'learning_may_not_confirm',
  )

/** A photo is seen by whoever sent it and by whoever may confirm it. */
export const mayOpenPhoto = (actor: Actor, shown: Shown): Verdict =>
  only(
    (actor.kind === 'person' && actor.personId === shown.personId) || mayConfirm(actor, shown).allowed,
    'learning_may_not_confirm',
  )
