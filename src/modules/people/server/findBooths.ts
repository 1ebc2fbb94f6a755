import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { placesNear, placesOfLevel, searchPlaces } from '#modules/places/server/index.ts'
import { readInvitationPlace } from './readInvitation.ts'
import { placeOf, wholeState, type PlaceOf } from './placeOfStore.ts'

/** A booth offered to somebody who looks for hers. */
export interface BoothFound {
  readonly id: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
  readonly constituencyHi: string
  readonly constituencyEn: string
  /** Distance in kilometres, when that is how it was found. */
  readonly km?: number
}

/** Within which place booths are offered: an invitation's, else the whole state. */
export interface Offer {
  readonly code?: string | undefined
}

const MOST = 12
/** Near a phone rooms of one school stand side by side, so more are asked for and shown a few at a time. */
const MOST_NEAR = 30
/** Characters of a question; no booth's name is longer. */
const LONGEST = 120
/** Booths asked for around a phone before those outside the invitation's place are left out. */
const NEAR_ASKED = 50

/** Finds booths by words in either script, within what is offered. @throws Refusal badInput on `boothQuery` for more than a name's length */
export async function findBooths(ctx: Context, offer: Offer, text: string): Promise<readonly BoothFound[]> {
  if (text.trim() === '') return []
  if (text.length > LONGEST)
    throw new Refusal('badInput', { fields: { boothQuery: 'people_booth_query_too_long' } })
  return ctx.transaction(async (tx) => {
    const within = await offeredPlace(tx, ctx, offer)
    const input = { text, level: 'booth', limit: MOST, under: within.id } as const
    return withConstituencies(tx, await searchPlaces(tx, input))
  })
}

/** Booths near a phone, nearest first, within what is offered. @throws Refusal badInput for a position that is none */
export async function boothsNearMe(
  ctx: Context,
  offer: Offer,
  at: { readonly lat: string; readonly lon: string },
): Promise<readonly BoothFound[]> {
  const [lat, lon] = [Number.parseFloat(at.lat), Number.parseFloat(at.lon)]
  if (!Number.isFinite(lat) || !Number.isFinite(lon))
    throw new Refusal('badInput', { fields: { boothId: 'people_near_unknown' } })
  return ctx.transaction(async (tx) => {
    const within = await offeredPlace(tx, ctx, offer)
    const near = await placesNear(tx, { lat, lon, limit: NEAR_ASKED })
    const inside = near.filter(({ lft }) => within.lft <= lft && lft <= within.rgt).slice(0, MOST_NEAR)
    const found = await withConstituencies(tx, inside)
    return found.map((booth, index) => ({ ...booth, km: inside[index]!.distanceKm }))
  })
}

/** One booth by its id, when it lies within what is offered; for links from the list. */
export async function boothOffered(ctx: Context, offer: Offer, id: string): Promise<BoothFound | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return undefined
  return ctx.transaction(async (tx) => {
    const within = await offeredPlace(tx, ctx, offer)
    const booth = await placeOf(tx, id)
    if (booth?.level !== 'booth' || booth.lft < within.lft || booth.rgt > within.rgt) return undefined
    return (await withConstituencies(tx, [booth]))[0]
  })
}

/** Constituencies in which a missing booth may lie. */
export async function constituenciesOffered(ctx: Context, offer: Offer) {
  return ctx.transaction(async (tx) => {
    const within = await offeredPlace(tx, ctx, offer)
    const all = await placesOfLevel(tx, 'constituency', await wholeState(tx))
    return all
      .filter(
        ({ lft, rgt }) =>
          (within.lft <= lft && rgt <= within.rgt) || (lft <= within.lft && within.rgt <= rgt),
      )
      .map(({ id, code, nameHi, nameEn }) => ({ id, code, nameHi, nameEn }))
  })
}

async function offeredPlace(tx: Transaction, ctx: Context, offer: Offer): Promise<PlaceOf> {
  return (offer.code && (await readInvitationPlace(tx, offer.code, ctx.now))) || wholeState(tx)
}

async function withConstituencies(
  tx: Transaction,
  booths: readonly Pick<PlaceOf, 'id' | 'code' | 'nameHi' | 'nameEn' | 'lft'>[],
): Promise<readonly BoothFound[]> {
  if (booths.length === 0) return []
  const constituencies = await placesOfLevel(tx, 'constituency', await wholeState(tx))
  return booths.map(({ id, code, nameHi, nameEn, lft }) => {
    const above = constituencies.find((place) => place.lft <= lft && lft <= place.rgt)
    return {
      id,
      code,
      nameHi,
      nameEn,
      constituencyHi: above?.nameHi ?? '',
      constituencyEn: above?.nameEn ?? '',
    }
  })
}
