import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { expiryOf, MOST_ON_A_SHEET, sheetSchema, type InviteBoothByBooth } from '../domain/newInvitation.ts'
import { newInvitationCode } from './invitationCode.ts'
import { boothsToInvite, insertSheet } from './invitationSheetStore.ts'
import { placeOf } from './placeOfStore.ts'
import { mayInvite } from './policy.ts'
import { requireWingInUse } from './wingStore.ts'

/**
 * Makes one invitation for each booth of a place, to be printed as a sheet of QR codes.
 * @throws Refusal forbidden above or outside the inviter's scope
 * @throws Refusal badInput when the place has no such booth, or more than MOST_ON_A_SHEET
 */
export async function inviteBoothByBooth(
  ctx: Context,
  input: InviteBoothByBooth,
): Promise<{ batchId: string; booths: number }> {
  const { command, ...asked } = parse(sheetSchema, input)
  const { placeId, wing, days, uses, onlyVacant } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.inviteBoothByBooth', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const place = await placeOf(tx, placeId)
      if (!place) throw new Refusal('badInput', { fields: { placeId: 'people_c_place_needed' } })
      authorise(mayInvite(actor, { ...place, wing }))
      await requireWingInUse(tx, wing)
      const booths = await boothsToInvite(tx, place, onlyVacant ? wing : undefined, MOST_ON_A_SHEET + 1)
      if (booths.length === 0)
        throw new Refusal('badInput', { fields: { placeId: 'people_c_sheet_no_booths' } })
      if (booths.length > MOST_ON_A_SHEET)
        throw new Refusal('badInput', { fields: { placeId: 'people_c_sheet_too_many' } })
      const batchId = uuidv7(ctx.now)
      const made = booths.map((booth) => ({ id: uuidv7(ctx.now), code: newInvitationCode(), place: booth }))
      const terms = {
        batchId,
        wing,
        madeBy: actor.personId,
        expiresAt: expiryOf(ctx.now, days),
        usesAllowed: uses,
      }
      await insertSheet(tx, ctx.platform.keys, made, terms)
      record(tx, 'people.inviteBoothByBooth', `place:${placeId}`, {
        batchId,
        wing,
        days,
        uses,
        booths: made.length,
      })
      return { batchId, booths: made.length }
    }),
  )
}
