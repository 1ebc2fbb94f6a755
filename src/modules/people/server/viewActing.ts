import { requirePerson } from '#platform/access/authorise.ts'
import type { Authority, Role } from '#platform/access/scope.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { isAdministering, isCoordinating } from '../domain/appointment.ts'
import { exportingAppointments } from './appointmentStore.ts'
import { findPerson } from './personStore.ts'
import { knownPlace, type PlaceOf } from './placeOfStore.ts'
import { mayAnswerReports, mayExport, mayInvite, mayNameThings } from './policy.ts'
import { wings, type Wing } from './wingStore.ts'

export interface Acting {
  readonly nameHi: string
  readonly nameEn: string
  /** The widest appointment with authority over people; undefined for those who lead nobody. */
  readonly leads:
    | { readonly role: Role; readonly place: PlaceOf; readonly wing: Wing | undefined }
    | undefined
  /** Wings into which the actor may invite at that place. */
  readonly invitesInto: readonly Wing[]
  /** All of them, retired ones too: names of what stands. Something new is given in `wingsInUse`. */
  readonly wings: readonly Wing[]
  readonly wingsInUse: readonly Wing[]
  /** Whether lists of that place may leave as a file, and of which wing: null is every wing, undefined none. */
  readonly exports: number | null | undefined
  /** Reports of harassment go past the places' own coordinators, to those who act for the whole state. */
  readonly answersReports: boolean
  /** Whether she changes names of the organisation, its wings and its ranks. */
  readonly names: boolean
}

const breadth = ({ lft, rgt }: Authority): number => rgt - lft

/** Who acts, and as what: what a coordinator's page says at its edge, and where its lists begin. */
export async function viewActing(ctx: Context): Promise<Acting> {
  const actor = requirePerson(ctx.actor)
  const widest = actor.authorities
    .filter(
      ({ role }) =>
        isCoordinating(role) || isAdministering(role) || role === 'booth_lead' || role === 'auditor',
    )
    .toSorted((a, b) => breadth(b) - breadth(a))[0]
  return ctx.transaction(async (tx) => {
    const person = await findPerson(tx, actor.personId)
    const known = await wings(tx)
    const place = widest && (await knownPlace(tx, widest.placeId))
    return {
      nameHi: person?.nameDevanagari ?? '',
      nameEn: person?.nameLatin ?? '',
      leads: widest &&
        place && { role: widest.role, place, wing: known.find(({ number }) => number === widest.wing) },
      invitesInto: place
        ? known.filter(
            ({ number, retired }) => !retired && mayInvite(actor, { ...place, wing: number }).allowed,
          )
        : [],
      wings: known,
      wingsInUse: known.filter(({ retired }) => !retired),
      answersReports: mayAnswerReports(actor).allowed,
      names: mayNameThings(actor).allowed,
      exports: widest && (await exportsOf(tx, actor, widest)),
    }
  })
}

async function exportsOf(
  tx: Transaction,
  actor: PersonActor,
  widest: Authority,
): Promise<number | null | undefined> {
  const exporting = await exportingAppointments(tx, actor.personId)
  return mayExport(actor, widest, exporting).allowed ? widest.wing : undefined
}
