import { z } from 'zod'
import { authorise } from '#platform/access/authorise.ts'
import { scopeHull } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import type { PersonState } from '../domain/ladder.ts'
import {
  COUNTED,
  cursorOf,
  cursorText,
  foundOf,
  isPlain,
  listPeopleSchema,
  PAGE_SIZE,
  readCursor,
  type ListPeople,
} from '../domain/peopleQuery.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'
import { countByState, countFound, hitsOf, peopleLines, type PersonLine } from './peopleListStore.ts'
import { mayList } from './policy.ts'

export interface PeopleList {
  readonly rows: readonly Omit<PersonLine, 'score' | 'sortName'>[]
  /** By state, whatever state the filter names: each number is a link. Every number here is counted up to one more than `MOST_COUNTED`. */
  readonly counts: ReadonlyMap<PersonState, number>
  /** How many the whole filter finds, and how many there are at that place without any other filter. */
  readonly found: number
  readonly all: number
  /** A search that finds more than anybody reads: the numbers are of those that fit best. */
  readonly isMore: boolean
  /** The place that the filter names, if there is one. */
  readonly place: PlaceOf | undefined
  readonly next: string | undefined
}

const cursorKey = z.tuple([z.int32(), cursorText, z.uuid()])

/**
 * People of the actor's scope by name, part of a name, place, wing and state, in the order of the reader's script; what a search fits best
 * comes first.
 * @throws Refusal forbidden to whoever has authority over nobody
 */
export async function listPeople(ctx: Context, input: ListPeople): Promise<PeopleList> {
  authorise(mayList(ctx.actor))
  const filter = parse(listPeopleSchema, input)
  return ctx.transaction(async (tx) => {
    const place = filter.placeId === undefined ? undefined : await placeOf(tx, filter.placeId)
    const [low, high] = scopeHull(ctx.actor.scope)
    const bounds = place ? { low: place.lft, high: place.rgt } : { low, high }
    const after = readCursor(cursorKey, filter.after)
    const asked = { ...filter, hits: await hitsOf(tx, filter.text, bounds) }
    const found = await peopleLines(tx, asked, bounds, ctx.locale, after, PAGE_SIZE + 1)
    const counts = await countByState(tx, asked, bounds)
    const rows = found.slice(0, PAGE_SIZE)
    const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined
    return {
      rows: rows.map(({ score: _score, sortName: _sortName, ...row }) => row),
      counts,
      found: filter.state === COUNTED ? await countFound(tx, asked, bounds) : foundOf(counts, filter.state),
      all: isPlain(filter) ? foundOf(counts, undefined) : await countFound(tx, {}, bounds),
      isMore: asked.hits?.isMore ?? false,
      place,
      next: last && cursorOf([last.score, last.sortName, last.id]),
    }
  })
}
