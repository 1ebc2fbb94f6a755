import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { lockInvitation, revokeNow } from './invitationListStore.ts'
import { mayRevokeInvitation } from './policy.ts'

export const revokeInvitationSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  invitationId: z.uuid({ error: 'people_c_invitation_unknown' }),
})
export type RevokeInvitation = z.input<typeof revokeInvitationSchema>

/**
 * Ends an invitation: its link and every printed copy stop working at once. Revoked again, nothing changes.
 * @throws Refusal notFound, forbidden
 */
export async function revokeInvitation(
  ctx: Context,
  input: RevokeInvitation,
): Promise<{ invitationId: string }> {
  const { command, invitationId } = parse(revokeInvitationSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.revokeInvitation', input: { invitationId } }, async () => {
      const actor = requirePerson(ctx.actor)
      const invitation = await lockInvitation(tx, invitationId)
      if (!invitation) throw new Refusal('notFound', { reason: 'people_c_invitation_unknown' })
      authorise(mayRevokeInvitation(actor, invitation))
      if (invitation.revokedAt === null) {
        await revokeNow(tx, invitationId)
        record(tx, 'people.revokeInvitation', `invitation:${invitationId}`)
      }
      return { invitationId }
    }),
  )
}
