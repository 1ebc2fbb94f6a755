import { mobileNumber } from '#platform/accounts/phone.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { invitationFault, type InvitationByCode, type InvitationFault } from '../domain/invitation.ts'
import { joinByInvitationSchema, type JoinByInvitation } from '../domain/person.ts'
import { enrol, type Joined } from './enrol.ts'
import { invitationByCode, useInvitation } from './invitationStore.ts'
import { knownPlace } from './placeOfStore.ts'

/**
 * Joins through a coordinator's link or QR code. The booth, when chosen, lies within the invitation's place; each join counts one use.
 * Replayed, it changes nothing and answers the same.
 * @throws Refusal badInput · notFound people_invitation_unknown · gone people_invitation_revoked, _expired, _used_up
 */
export async function joinByInvitation(ctx: Context, input: JoinByInvitation): Promise<Joined> {
  const asked = parse(joinByInvitationSchema.extend({ phone: mobileNumber }), input)
  return enrol(ctx, 'people.joinByInvitation', asked, async (tx) => {
    const invitation = liveInvitation(await invitationByCode(tx, asked.code), ctx.now)
    return {
      place: await knownPlace(tx, invitation.placeId),
      wing: invitation.wing,
      invitationId: invitation.id,
      pass: async () => {
        if (!(await useInvitation(tx, asked.code))) throw refusalFor('used_up')
      },
    }
  })
}

/** @throws Refusal with the reason why the invitation does not open the door */
export function liveInvitation(invitation: InvitationByCode | undefined, now: Date): InvitationByCode {
  const fault = invitationFault(invitation, now)
  if (fault) throw refusalFor(fault)
  return invitation!
}

const refusalFor = (fault: InvitationFault): Refusal =>
  new Refusal(fault === 'unknown' ? 'notFound' : 'gone', { reason: `people_invitation_${fault}` })
