import { z } from 'zod'
import { OFFER_FROM, scorePair, type FieldScore, type MatchRecord } from '#engines/matching/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { scopeHull } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { proposedToStay } from '../domain/merge.ts'
import { cursorOf, filter, readCursor } from '../domain/peopleQuery.ts'
import { isDerivedSpelling } from '../domain/person.ts'
import { candidatePairs, keptApartLines, type Candidate, type KeptApartLine } from './duplicateStore.ts'
import { changedSince, mergeLines, type ChangedSince, type MergeLine } from './mergeStore.ts'
import { namesOf } from './namesOfStore.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'
import { mayKeepApart, mayListDuplicates } from './duplicatePolicy.ts'

const schema = z.object({ placeId: filter(z.guid()), after: filter(z.string().max(400)) })
export type ListDuplicates = { readonly [Name in keyof z.output<typeof schema>]?: string | undefined }

/** Pairs on a page, and pairs looked at for one page: the rest follows with the next. */
const SHOWN = 8
const LOOKED_AT = 400
/** Of what was done lately. */
const LATELY = 20

/** Without the phone's index: that it is the same number is told by a reason, the number by nobody. */
export type DuplicateSide = Omit<Candidate, 'phone' | 'placeLft'>
export interface Duplicate {
  readonly one: DuplicateSide
  readonly other: DuplicateSide
  /** Why, the strongest first. */
  readonly fields: readonly FieldScore[]
  /** 0 to 1. */
  readonly score: number
  readonly proposedId: string
}
export interface DuplicateList {
  readonly rows: readonly Duplicate[]
  readonly merges: readonly (MergeLine & {
    readonly by: string | undefined
    readonly changed: ChangedSince
  })[]
  readonly apart: readonly (KeptApartLine & { readonly by: string | undefined })[]
  readonly place: PlaceOf | undefined
  readonly next: string | undefined
}

const cursorKey = z.tuple([z.int32(), z.uuid(), z.uuid()])

/**
 * Records of the actor's scope that may be one person, booth by booth, each pair with its reasons; and what was merged, or said to
 * be two people, lately.
 * @throws Refusal forbidden to whoever leads nobody
 */
export async function listDuplicates(ctx: Context, input: ListDuplicates): Promise<DuplicateList> {
  const actor = requirePerson(ctx.actor)
  authorise(mayListDuplicates(actor))
  const asked = parse(schema, input)
  const [low, high] = scopeHull(actor.scope)
  return ctx.transaction(async (tx) => {
    const place = asked.placeId === undefined ? undefined : await placeOf(tx, asked.placeId)
    const bounds = place ? { low: place.lft, high: place.rgt } : { low, high }
    const pairs = await candidatePairs(tx, bounds, readCursor(cursorKey, asked.after), LOOKED_AT)
    const rows: Duplicate[] = []
    let last = pairs.length === LOOKED_AT ? pairs.at(-1) : undefined
    for (const pair of pairs) {
      const { a, b } = pair
      if (!mayKeepApart(actor, a, b).allowed) continue
      const { score, fields } = scorePair(recordOf(a), recordOf(b))
      if (score < OFFER_FROM) continue
      rows.push({ one: sideOf(a), other: sideOf(b), score, fields, proposedId: proposedToStay(a, b).id })
      if (rows.length < SHOWN) continue
      last = pair === pairs.at(-1) && pairs.length < LOOKED_AT ? undefined : pair
      break
    }
    const merges = await mergeLines(tx, LATELY)
    const apart = await keptApartLines(tx, LATELY)
    const names = await namesOf(tx, [...merges.map(({ mergedBy }) => mergedBy), ...apart.map(({ saidBy }) => saidBy)]) // prettier-ignore
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)?.[ctx.locale])
    const changed = await changedSince(tx, merges.map(({ id }) => id)) // prettier-ignore
    return {
      rows,
      merges: merges.map((merge) => ({
        ...merge,
        by: nameOf(merge.mergedBy),
        changed: changed.get(merge.id)!,
      })),
      apart: apart.map((pair) => ({ ...pair, by: nameOf(pair.saidBy) })),
      place,
      next: last && cursorOf([last.a.placeLft, last.a.id, last.b.id]),
    }
  })
}

export const sideOf = ({ phone: _phone, placeLft: _placeLft, ...side }: Candidate): DuplicateSide => side

/** The other script is a second spelling only where a person wrote it. */
export function recordOf(candidate: Candidate): MatchRecord {
  const { name, nameLatin, nameDevanagari, phone, districtId, constituencyId, placeId, isAtBooth } = candidate
  const written = [nameLatin, nameDevanagari].find((other) => !isDerivedSpelling(name, other))
  const places = [districtId, constituencyId, placeId].filter((id): id is string => id !== null)
  return {
    name,
    alsoWritten: written,
    phone,
    places: [...new Set(places)],
    constituency: constituencyId ?? undefined,
    atBooth: isAtBooth,
  }
}
