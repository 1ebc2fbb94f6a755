import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { expiryOf, inviteSchema, type InviteVolunteers } from '../domain/newInvitation.ts'
import { newInvitationCode } from './invitationCode.ts'
import { insertInvitation } from './invitationStore.ts'
import { placeOf } from './placeOfStore.ts'
import { mayInvite } from './policy.ts'
import { requireWingInUse } from './wingStore.ts'

/**
 * Makes a link (and QR code) by which volunteers join at a place, or at any booth under it, in one wing.
 * @throws Refusal forbidden above or outside the inviter's scope
 */
export async function inviteVolunteers(
  ctx: Context,
  input: InviteVolunteers,
): Promise<{ invitationId: string }> {
  const { command, ...asked } = parse(inviteSchema, input)
  const { placeId, wing, days, uses } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.inviteVolunteers', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const place = await placeOf(tx, placeId)
      if (!place) throw new Refusal('badInput', { fields: { placeId: 'people_c_place_needed' } })
      authorise(mayInvite(actor, { ...place, wing }))
      await requireWingInUse(tx, wing)
      const id = uuidv7(ctx.now)
      await insertInvitation(tx, ctx.platform.keys, {
        id,
        code: newInvitationCode(),
        place,
        wing,
        madeBy: actor.personId,
        expiresAt: expiryOf(ctx.now, days),
        usesAllowed: uses,
      })
      record(tx, 'people.inviteVolunteers', `invitation:${id}`, { placeId, wing, days, uses })
      return { invitationId: id }
    }),
  )
}
