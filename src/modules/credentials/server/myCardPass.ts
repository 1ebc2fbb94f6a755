import { requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { cardPassOf } from '../domain/passes.ts'
import { passAddress } from './passAddress.ts'
import { shortCodeOf } from './shortCodes.ts'
import { signCompact } from './signCompact.ts'
import { myCardFacts } from './statusStore.ts'

/** The signed pass of one's own card in force, as the address for its QR code, its last day, and the code that is typed instead. @returns undefined while there is no card */
export async function myCardPass(
  ctx: Context,
): Promise<{ readonly address: string; readonly until: string; readonly shortCode: string } | undefined> {
  requirePerson(ctx.actor)
  const card = await ctx.transaction(myCardFacts)
  if (!card) return undefined
  const pass = cardPassOf(card, ctx.now, indianDay)
  return {
    address: passAddress(ctx.platform.environment.origin, signCompact(ctx, pass)),
    until: pass.until!,
    shortCode: shortCodeOf(ctx.platform.keys, 'card', card.serial),
  }
}
