import type { Context, Transaction } from '#platform/context.ts'
import { invitationFault, type InvitationFault } from '../domain/invitation.ts'
import { invitationByCode } from './invitationStore.ts'
import { named, type NamedPlace } from './myStanding.ts'
import { knownPlace, pathTo, placeOf, type PlaceOf } from './placeOfStore.ts'
import { wings } from './wingStore.ts'

/** What the join page says of an invitation before anybody typed anything. */
export type ReadInvitation =
  | { readonly fault: InvitationFault }
  | {
      readonly fault?: undefined
      /** From the district down to the invitation's place. */
      readonly path: readonly NamedPlace[]
      readonly place: NamedPlace
      readonly wing: { readonly nameHi: string; readonly nameEn: string }
    }

/** Looks an invitation up by its code; says no more than the invited must know, and never who made it. */
export async function readInvitation(ctx: Context, code: string): Promise<ReadInvitation> {
  return ctx.transaction(async (tx) => {
    const invitation = code.length > 100 ? undefined : await invitationByCode(tx, code)
    const fault = invitationFault(invitation, ctx.now)
    if (fault) return { fault }
    const place = await knownPlace(tx, invitation!.placeId)
    const path = await pathTo(tx, place)
    const wing = (await wings(tx)).find(({ number }) => number === invitation!.wing)!
    return {
      path: path.filter(({ level }) => level !== 'state').map((each) => named(each)!),
      place: named(place)!,
      wing: { nameHi: wing.nameHi, nameEn: wing.nameEn },
    }
  })
}

/** The place of a live invitation; undefined when it does not open the door. */
export async function readInvitationPlace(
  tx: Transaction,
  code: string,
  now: Date,
): Promise<PlaceOf | undefined> {
  const invitation = code.length > 100 ? undefined : await invitationByCode(tx, code)
  if (invitationFault(invitation, now)) return undefined
  return placeOf(tx, invitation!.placeId)
}
