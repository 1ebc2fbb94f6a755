import { namesOf } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { listPiecesSchema, type ListPieces, type Tray } from '../domain/list.ts'
import type { SchemeFlag } from '../domain/schemeFacts.ts'
import { schemeFlags } from './schemeFacts/schemeFlags.ts'
import { countReviews, piecesIn, type ListedPiece, type Looking } from './listStore.ts'
import { creating, mayKeepBrand, mayList, reviewing, seeing } from './policy.ts'

export interface PieceList {
  readonly tray: Tray
  readonly rows: readonly (Omit<ListedPiece, 'madeBy'> & {
    readonly by: string | undefined
    readonly schemeFlag: SchemeFlag | undefined
  })[]
  /** Where the next part begins. */
  readonly next: string | undefined
  readonly toReview: number
}
/** Rows of one part. */
const PART = 30

const lookingAs = (actor: PersonActor): Looking => ({
  personId: actor.personId,
  seeing: seeing(actor),
  reviewing: reviewing(actor),
})

/** Pieces of the fields in which she makes, reviews or answers for them, and of no others. @throws Refusal notSignedIn, forbidden */
export async function listPieces(ctx: Context, input: ListPieces): Promise<PieceList> {
  const actor = requirePerson(ctx.actor)
  authorise(mayList(actor))
  const { tray = creating(actor).length > 0 ? 'mine' : 'review', ...which } = parse(listPiecesSchema, input)
  const looking = lookingAs(actor)
  return ctx.transaction(async (tx) => {
    const found = await piecesIn(tx, looking, { ...which, tray, limit: PART + 1 })
    const rows = found.slice(0, PART)
    const names = await namesOf(
      tx,
      rows.map(({ madeBy }) => madeBy),
    )
    const flags = await schemeFlags(
      tx,
      rows.map(({ id }) => id),
    )
    return {
      tray,
      rows: rows.map(({ madeBy, ...row }) => ({
        ...row,
        by: madeBy === null ? undefined : names.get(madeBy)?.[ctx.locale],
        schemeFlag: flags.get(row.id),
      })),
      next: found.length > PART ? rows.at(-1)!.id : undefined,
      toReview: await countReviews(tx, looking),
    }
  })
}

/** How many pieces wait for her name: for the menu. Undefined for whoever reviews none. */
export async function countReviewsForMe(ctx: Context): Promise<number | undefined> {
  const actor = requirePerson(ctx.actor)
  if (reviewing(actor).length === 0) return undefined
  return ctx.transaction((tx) => countReviews(tx, lookingAs(actor)))
}

/** What of the studio stands in somebody's menu. */
export const myStudio = (
  ctx: Context,
): { readonly sees: boolean; readonly makes: boolean; readonly keepsBrand: boolean } => ({
  sees: mayList(ctx.actor).allowed,
  makes: creating(ctx.actor).length > 0,
  keepsBrand: mayKeepBrand(ctx.actor).allowed,
})
