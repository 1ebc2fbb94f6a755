/** Every pair of levels and wings: who tries it from where, and on what. */
import { sql } from 'kysely'
import type { PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import type { Network } from '#tests/builders/network.ts'
import type { Level, Place, Tree } from '#tests/builders/tree.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Stand } from './oracle.ts'

/** From the state down to a booth, one place a level. */
export const chainOf = (tree: Tree): readonly Place[] =>
  Array.from({ length: 6 }, (_, depth) => tree.at(...new Array<number>(depth).fill(0)))

/** Beside each of them below the state: the next child of the same parent. */
export const besideOf = (tree: Tree): readonly Place[] =>
  Array.from({ length: 5 }, (_, depth) => tree.at(...new Array<number>(depth).fill(0), 1))

const WINGS = [0, 1, 2] as const
export const EVERY_STAND_WING = [...WINGS, null] as const

export interface Crossing {
  readonly stand: Stand
  readonly target: Place
  readonly wing: number
  /** For a list of what was covered. */
  readonly pair: string
}

/** Which wing of the target is meant: the actor's own, another than hers, or hers because she acts in every wing. */
type Wings = 'own' | 'another' | 'every'

/**
 * Whose wing is whose goes round, the parent body's number 0 included, so that every pair of wings meets.
 * @param from numbers the place to stand at, `to` the target
 */
function cross(role: Role, place: Place, from: number, target: Place, to: number, wings: Wings): Crossing {
  const own = (from + to) % WINGS.length
  const other = (own + 1 + (to % 2)) % WINGS.length
  return {
    stand: { role, place, wing: wings === 'every' ? null : own },
    target,
    wing: wings === 'another' ? other : own,
    pair: `${role}: ${place.level} ${place.id === target.id ? '=' : '→'} ${target.level}, ${wings} wing`,
  }
}

const EVERY_WAY = ['own', 'another', 'every'] as const

/**
 * All pairs of levels in line × own wing, another, every wing; and from beside each level to each, by turns in the own and in every wing.
 * @param sparse each pair of levels meets one of the three ways of wings, by turns, so that from each level and on each level all three are met: any
 *   two of (from which level, on which level, in which wing) are tried together, only not all three
 */
export function crossings(tree: Tree, role: Role, sparse = false): Crossing[] {
  const chain = chainOf(tree)
  const inLine = chain.flatMap((place, from) =>
    chain.flatMap((target, to) =>
      EVERY_WAY.filter((_, way) => !sparse || way === (from + to) % 3).map((wings) =>
        cross(role, place, from, target, to, wings),
      ),
    ),
  )
  const beside = besideOf(tree).flatMap((place, from) =>
    chain.map((target, to) => {
      const crossing = cross(role, place, from, target, to, (from + to) % 2 === 0 ? 'own' : 'every')
      return { ...crossing, pair: `beside, ${crossing.pair}` }
    }),
  )
  return [...inLine, ...beside]
}

/** For a role that may not at all: all pairs of levels where it would reach, by turns in the own and in every wing. */
export function hopeless(tree: Tree, role: Role): Crossing[] {
  const chain = chainOf(tree)
  return chain.flatMap((place, from) =>
    chain.map((target, to) => cross(role, place, from, target, to, (from + to) % 2 === 0 ? 'own' : 'every')),
  )
}

/** Roles without any authority, where they would reach furthest: over the whole state, in every wing. */
export const powerless = (tree: Tree, roles: readonly Role[]): Crossing[] =>
  roles.flatMap((role) => chainOf(tree).map((target, to) => cross(role, tree.state, 0, target, to, 'every')))

/** Every place to stand at in every wing, for what is asked once instead of target by target. */
export const stands = (tree: Tree, roles: readonly Role[]): Stand[] =>
  roles.flatMap((role) =>
    [...chainOf(tree), ...besideOf(tree)].flatMap((place) =>
      EVERY_STAND_WING.map((wing) => ({ role, place, wing })),
    ),
  )

export const LEVELS: readonly Level[] = ['state', 'district', 'constituency', 'block', 'sector', 'booth']

/** Holders of appointments, each made when first asked for and kept for the whole table. `mayExport`: with that right added. */
export function holdersOf(house: TestPlatform, network: Network) {
  const made = new Map<string, Promise<PersonActor>>()
  return (stand: Stand, mayExport = false): Promise<PersonActor> => {
    const key = `${stand.role} ${stand.place.id} ${stand.wing} ${mayExport}`
    const known = made.get(key)
    if (known) return known
    const making = (async () => {
      const actor = await network.holder(stand.place, stand.wing, stand.role)
      if (mayExport)
        await sql`update people.appointment set may_export = true where person_id = ${actor.personId}`.execute(
          house.owner.db,
        )
      return actor
    })()
    made.set(key, making)
    return making
  }
}

/** Does work on each item, a few at a time, and returns the answers in the items' order. */
export async function eachOf<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = new Array<Answer>(items.length)
  let next = 0
  const hand = async () => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await work(items[at]!)
  }
  await Promise.all(Array.from({ length: 6 }, hand))
  return answers
}
