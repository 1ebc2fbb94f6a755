import { linkCounts, reachOf, type Reach } from '#modules/links/server/index.ts'
import { wingRegister } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { namedCells, type NamedPlace } from './cellStore.ts'
import { maySeeNumbers } from './policy.ts'
import { sharedInCells, type SharedCell } from './shareStore.ts'
import { kitOf } from './viewKit.ts'

type ReachCell = Parameters<typeof reachOf>[0][number]

export interface Numbers {
  readonly reach: Reach
  /** Names of the places and wings in it. */
  readonly places: Readonly<Record<string, NamedPlace>>
  readonly wings: readonly { readonly number: number; readonly nameHi: string; readonly nameEn: string }[]
}

/**
 * The honest ladder of a kit: opened → sheet completed → opened by people → joined, of the whole, by district and constituency, and by wing. People, never
 * posts; nobody by name; small numbers hidden so that no subtraction brings them back.
 * @throws Refusal notFound, forbidden
 */
export async function viewNumbers(ctx: Context, kitId: string): Promise<Numbers> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const { kit, campaign } = await kitOf(tx, kitId)
    authorise(maySeeNumbers(ctx.actor, campaign))
    const cells = await cellsOfKit(tx, kit.id, campaign)
    return {
      reach: reachOf(cells.cells),
      places: cells.places,
      wings: (await wingRegister.list(tx)).map(({ number, nameHi, nameEn }) => ({ number, nameHi, nameEn })),
    }
  })
}

/** Shares and clicks meet in cells of constituency (or a place above one) and wing. */
async function cellsOfKit(
  tx: Transaction,
  kitId: string,
  field: { readonly placeLft: number; readonly placeRgt: number },
): Promise<{ readonly cells: readonly ReachCell[]; readonly places: Readonly<Record<string, NamedPlace>> }> {
  const shared = await sharedInCells(tx, [kitId])
  const counted = await linkCounts(tx, [kitId])
  const places = await namedCells(tx, {
    ...field,
    lfts: shared.map(({ placeLft }) => placeLft),
    ids: counted.flatMap(({ placeId }) => (placeId === null ? [] : [placeId])),
  })
  const byLft = new Map(places.map((place) => [place.lft, place]))
  const byId = new Map(places.map((place) => [place.id, place]))
  const of = (place: NamedPlace | undefined, wing: number | null, acts: Partial<ReachCell>): ReachCell => ({
    path: place?.path ?? [],
    wing,
    opened: 0,
    completed: 0,
    clicked: 0,
    joined: 0,
    ...acts,
  })
  const people = (step: SharedCell['step'], key: 'opened' | 'completed') =>
    shared
      .filter((one) => one.step === step)
      .map((one) => of(byLft.get(one.placeLft), one.wing, { [key]: one.people }))
  const clicked = counted.map((one) =>
    of(byId.get(one.placeId ?? ''), one.wing, { clicked: one.humans, joined: one.joined }),
  )
  return {
    cells: [...people('opened', 'opened'), ...people('completed', 'completed'), ...clicked],
    places: Object.fromEntries(places.map((place) => [place.id, place])),
  }
}
