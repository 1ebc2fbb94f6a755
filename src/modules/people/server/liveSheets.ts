import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { liveSheetsAt, type LiveSheet } from './invitationSheetStore.ts'
import { placeOf } from './placeOfStore.ts'
import { mayList } from './policy.ts'

/** Enough to warn: whoever has more goes to the list of invitations. */
const SHOWN = 3

/** Sheets that still work at a place: a second one for the same booths leaves two codes hanging side by side. */
export async function liveSheets(ctx: Context, placeId: string): Promise<readonly LiveSheet[]> {
  authorise(mayList(ctx.actor))
  return ctx.transaction(async (tx) => {
    const place = await placeOf(tx, placeId)
    return place ? liveSheetsAt(tx, place, SHOWN) : []
  })
}
