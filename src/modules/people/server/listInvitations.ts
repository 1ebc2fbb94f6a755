import { z } from 'zod'
import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { invitationState, type InvitationState } from '../domain/newInvitation.ts'
import { cursorMoment, cursorOf, PAGE_SIZE, readCursor } from '../domain/peopleQuery.ts'
import { invitationLines, type InvitationLine } from './invitationListStore.ts'
import { namesOf } from './namesOfStore.ts'
import { mayList } from './policy.ts'

export const listInvitationsSchema = z.object({
  /** `live`: those that still open the door; `over`: the rest. */
  show: z.enum(['live', 'over']).catch('live'),
  after: z.string().max(400).optional().catch(undefined),
})

export interface InvitationLineView extends Omit<InvitationLine, 'revokedAt' | 'lft' | 'rgt'> {
  readonly state: InvitationState
  readonly maker: string | undefined
}
export interface InvitationList {
  readonly rows: readonly InvitationLineView[]
  readonly next: string | undefined
}

const cursorKey = z.tuple([cursorMoment(), z.uuid()])

/** One's own invitations and those of one's scope, newest first. A sheet is one line. */
export async function listInvitations(
  ctx: Context,
  input: z.input<typeof listInvitationsSchema>,
): Promise<InvitationList> {
  authorise(mayList(ctx.actor))
  const { show, after } = parse(listInvitationsSchema, input)
  return ctx.transaction(async (tx) => {
    const found = await invitationLines(tx, show === 'live', readCursor(cursorKey, after), PAGE_SIZE + 1)
    const names = await namesOf(
      tx,
      found.map(({ madeBy }) => madeBy),
    )
    const rows = found.slice(0, PAGE_SIZE)
    const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined
    return {
      rows: rows.map(({ revokedAt, lft: _lft, rgt: _rgt, ...row }) => ({
        ...row,
        state: invitationState({ ...row, revokedAt }, ctx.now),
        maker: names.get(row.madeBy)?.[ctx.locale],
      })),
      next: last && cursorOf([last.madeAt.toISOString(), last.id]),
    }
  })
}
