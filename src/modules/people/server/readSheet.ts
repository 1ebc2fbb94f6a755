import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { sheetCodes, type SheetCode } from './invitationSheetStore.ts'
import { mayShowInvitation } from './policy.ts'

/**
 * The codes of a sheet that was made before, to be printed (again).
 * @throws Refusal notFound when none of them is live
 */
export async function readSheet(ctx: Context, batchId: string): Promise<readonly SheetCode[]> {
  requireId(batchId, 'people_c_sheet_gone')
  return ctx.transaction(async (tx) => {
    const codes = await sheetCodes(tx, ctx.platform.keys, batchId)
    if (codes.length === 0) throw new Refusal('notFound', { reason: 'people_c_sheet_gone' })
    for (const code of codes) authorise(mayShowInvitation(ctx.actor, code))
    return codes
  })
}
