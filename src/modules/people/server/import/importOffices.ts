import { actingPerson, type Actor } from '#platform/access/actor.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Transaction } from '#platform/context.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { ORGANISATION_ROLES, type AppointedRole, type Post } from '../../domain/appointment.ts'
import type { Candidate, Judgement } from '../../domain/import/judge.ts'
import { judgeOffice, whoIsMeant, type OfficeRow } from '../../domain/import/judgeOffice.ts'
import { FURTHEST_DAYS } from '../../domain/term.ts'
import { endAppointmentsNow } from '../appointmentStore.ts'
import { mayEndAppointment, mayGiveAppointment } from '../appointmentPolicy.ts'
import {
  giveOffices,
  heldAmong,
  lockHolders,
  markOfficesUndone,
  officesToUndo,
  peopleNamed,
  type Holder,
} from './officeRowStore.ts'
import { candidatesOf, type StagedPerson } from './stagedRowStore.ts'
import { saveJudgements, type Piece } from './writtenRowStore.ts'

/** Why whoever imports may not give an office, as in the browser; the house's own command line gives every role of the volunteer force. */
function refusalOf(actor: Actor, person: Candidate, post: Post): string | undefined {
  if (actor.kind === 'system')
    return (ORGANISATION_ROLES as readonly AppointedRole[]).includes(post.role)
      ? undefined
      : 'people_c_may_not_appoint'
  const standing = { id: person.personId, placeLft: person.placeLft, wing: person.wing }
  const verdict = mayGiveAppointment(actor, standing, post)
  return verdict.allowed ? undefined : 'people_c_may_not_appoint'
}

const rowOf = (person: StagedPerson, now: Date): OfficeRow => ({
  ...person,
  role: person.office!.role,
  isPast: person.office!.fromAt !== null && now.getTime() - person.office!.fromAt.getTime() > DAY_MS,
})

/** What running a list of appointments would do with its rows. */
export async function judgeOffices(
  tx: Transaction,
  rows: readonly StagedPerson[],
): Promise<readonly Judgement[]> {
  const behind = await candidatesOf(
    tx,
    rows.map((row) => ({ ...row, placeLft: row.place.lft })),
  )
  const named = await peopleNamed(
    tx,
    rows.map((row) => (row.hasPhone ? undefined : { name: row.key, ...row.place })),
  )
  const meant = rows.map((row, at) => whoIsMeant(rowOf(row, tx.now), row.hasPhone ? behind[at]! : named[at]!))
  const held = await heldAmong(
    tx,
    rows.flatMap((row, nth) => {
      const person = meant[nth]!
      if (!('state' in person)) return []
      const { role, fromAt } = row.office!
      return [{ nth, personId: person.personId, role, placeId: row.place.id, wing: row.wing, fromAt }]
    }),
  )
  return rows.map((row, at) => {
    const person = meant[at]!
    if (!('state' in person)) return person
    const { role, fromAt } = row.office!
    if (fromAt !== null && fromAt.getTime() - tx.now.getTime() > FURTHEST_DAYS * DAY_MS)
      return { outcome: 'refused', reason: 'people_term_far', personId: person.personId }
    const refusal = refusalOf(tx.actor, person, {
      role,
      lft: row.place.lft,
      rgt: row.place.rgt,
      wing: row.wing,
    })
    return judgeOffice(rowOf(row, tx.now), person, { isHeld: held.has(at), refusal })
  })
}

/** Gives the offices of a piece, after a second look under locks: somebody may have lost her vouch, or been appointed meanwhile. */
export async function writeOffices(tx: Transaction, piece: Piece): Promise<number> {
  const rows = await lockHolders(tx, piece)
  const held = await heldAmong(
    tx,
    rows.map((row, nth) => ({ ...row, nth })),
  )
  const judged = rows.map((row, at) => ({ line: row.line, ...settled(tx.actor, row, held.has(at)) }))
  await saveJudgements(
    tx,
    piece.importId,
    judged.filter(({ outcome }) => outcome !== 'new'),
  )
  const given = await giveOffices(tx, piece, actingPerson(tx.actor))
  await announceAll(
    tx,
    'people.appointed',
    given.map(({ id, personId, role, placeId, wing }) => ({
      appointmentId: id,
      personId,
      role,
      placeId,
      wing,
    })),
  )
  return given.length
}

function settled(actor: Actor, row: Holder, isHeld: boolean): Judgement {
  // Out of sight since the preview: moved away, or merged.
  if (row.state === null) return { outcome: 'refused', reason: 'people_import_r_not_here', personId: null }
  const person = { ...row, state: row.state, name: '', nameLatin: '', nameDevanagari: '', phoneProved: false, placeLft: row.personLft!, wing: row.personWing! } // prettier-ignore
  const refusal = refusalOf(actor, person, { role: row.role, lft: row.lft, rgt: row.rgt, wing: row.wing })
  return judgeOffice({ role: row.role, isPast: row.isPast }, person, { isHeld, refusal })
}

/** Ends the offices that rows up to a line gave, as a mistake, unless somebody ended, passed on or widened them since. */
export async function takeOfficesBack(tx: Transaction, importId: string, last: number): Promise<number> {
  const offices = await officesToUndo(tx, importId, last)
  const ends = offices.filter(
    ({ isUntouched, personId, ...post }) =>
      isUntouched &&
      (tx.actor.kind === 'system' || mayEndAppointment(tx.actor, { id: personId }, post).allowed),
  )
  const ended = await endAppointmentsNow(
    tx,
    ends.map(({ id }) => id),
    { reason: 'mistake', by: actingPerson(tx.actor) },
  )
  await markOfficesUndone(tx, importId, last, ended)
  const gone = new Set(ended)
  await announceAll(
    tx,
    'people.appointmentEnded',
    ends.filter(({ id }) => gone.has(id)).map(({ id, personId, role, placeId, wing }) => ({ appointmentId: id, personId, role, placeId, wing })), // prettier-ignore
  )
  return ended.length
}
