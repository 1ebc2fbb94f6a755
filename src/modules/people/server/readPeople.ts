import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { scopeHull } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { readPeopleSchema, type ReadPeople } from '../domain/peopleRead.ts'
import { peopleById, type PersonStanding } from './peopleListStore.ts'
import { placeOf } from './placeOfStore.ts'
import { mayList } from './policy.ts'

/**
 * People of the actor's scope as a program reads them: who stands where and how far, without a name or anything to search one by. A list
 * with names is an export, which has a right of its own and the second step; a name is opened one by one (viewPerson), and noted.
 * @throws Refusal forbidden to whoever has authority over nobody, notFound for an unknown place
 */
export async function readPeople(
  ctx: Context,
  input: ReadPeople,
): Promise<{ readonly rows: readonly PersonStanding[]; readonly next: string | undefined }> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  const { placeId, after, limit, ...filter } = parse(readPeopleSchema, input)
  return ctx.transaction(async (tx) => {
    const place = placeId === undefined ? undefined : await placeOf(tx, placeId)
    if (placeId !== undefined && !place) throw new Refusal('notFound', { reason: 'people_c_place_unknown' })
    const [low, high] = scopeHull(ctx.actor.scope)
    const bounds = place ? { low: place.lft, high: place.rgt } : { low, high }
    const found = await peopleById(tx, filter, bounds, after, limit + 1)
    const rows = found.slice(0, limit)
    return { rows, next: found.length > limit ? rows.at(-1)!.id : undefined }
  })
}
