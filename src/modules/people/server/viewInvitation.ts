import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { invitationState, type InvitationState } from '../domain/newInvitation.ts'
import { findInvitation, joinedBy, type InvitationRow, type JoinedBy } from './invitationListStore.ts'
import { openCode } from './invitationStore.ts'
import { namesOf } from './namesOfStore.ts'
import { mayRevokeInvitation, mayShowInvitation } from './policy.ts'

export interface InvitationView extends Omit<InvitationRow, 'lft' | 'rgt'> {
  readonly state: InvitationState
  readonly maker: string | undefined
  /** For the link and the QR code; only while the invitation is live, and only for whoever may invite there. */
  readonly code: string | undefined
  readonly joined: readonly JoinedBy[]
  readonly may: { readonly revoke: boolean }
}

const MOST_JOINED = 200

/** @throws Refusal notFound when there is none that the actor may see */
export async function viewInvitation(ctx: Context, invitationId: string): Promise<InvitationView> {
  return ctx.transaction(async (tx) => {
    const found = await lookUp(
      invitationId,
      (known) => findInvitation(tx, known),
      'people_c_invitation_unknown',
    )
    const revoke = mayRevokeInvitation(ctx.actor, found)
    authorise(revoke)
    const { codeSealed, lft: _lft, rgt: _rgt, ...row } = found
    const state = invitationState(found, ctx.now)
    const shown = state === 'live' && mayShowInvitation(ctx.actor, found).allowed
    return {
      ...row,
      state,
      maker: (await namesOf(tx, [found.madeBy])).get(found.madeBy)?.[ctx.locale],
      code: shown ? openCode(ctx.platform.keys, codeSealed, found.id) : undefined,
      joined: await joinedBy(tx, found.id, MOST_JOINED),
      may: { revoke: state === 'live' && revoke.allowed },
    }
  })
}
