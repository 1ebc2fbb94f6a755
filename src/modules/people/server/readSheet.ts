import { authorise } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { sheetCodes, type SheetCode } from './invitationSheetStore.ts'
import { mayShowInvitation } from './policy.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The codes of a sheet that was made before, to be printed (again).
 * @throws Refusal notFound when none of them is live
 */
export async function readSheet(ctx: Context, batchId: string): Promise<readonly SheetCode[]> {
  return ctx.transaction(async (tx) => {
    const codes = UUID.test(batchId) ? await sheetCodes(tx, ctx.platform.keys, batchId) : []
    if (codes.length === 0) throw new Refusal('notFound', { reason: 'people_c_sheet_gone' })
    for (const code of codes) authorise(mayShowInvitation(ctx.actor, code))
    return codes
  })
}
