import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { CARD_TOKEN, cardByToken } from './cardStore.ts'
import { constituencyAt } from './placeOfStore.ts'

/** All that the public check says. No booth, no phone, no family name. */
export interface CardView {
  readonly valid: boolean
  readonly firstNameHi: string
  readonly firstNameEn: string
  readonly constituencyHi: string | null
  readonly constituencyEn: string | null
}

/**
 * Checks a volunteer card for anybody who holds its address. A revoked card tells no name.
 * @throws Refusal notFound people_card_unknown
 */
export async function checkCard(ctx: Context, token: string): Promise<CardView> {
  if (!CARD_TOKEN.test(token)) throw new Refusal('notFound', { reason: 'people_card_unknown' })
  return ctx.transaction(async (tx) => {
    const card = await cardByToken(tx, token)
    if (!card) throw new Refusal('notFound', { reason: 'people_card_unknown' })
    if (!card.valid)
      return { valid: false, firstNameHi: '', firstNameEn: '', constituencyHi: null, constituencyEn: null }
    const constituency = await constituencyAt(tx, card.placeLft)
    return {
      valid: true,
      firstNameHi: card.firstNameHi,
      firstNameEn: card.firstNameEn,
      constituencyHi: constituency?.nameHi ?? null,
      constituencyEn: constituency?.nameEn ?? null,
    }
  })
}
