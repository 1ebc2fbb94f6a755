import { createHash } from 'node:crypto'
import type { Transaction } from '#platform/context.ts'
import { concernedBy } from '../../domain/restructure/concerned.ts'
import type { Concerned, Counted } from '../../domain/restructure/view.ts'
import { standingAt, type Standing } from './treeStore.ts'
import type { WorkedOut } from './workOut.ts'
import type { UndoWorkedOut } from './workOutUndo.ts'

/** Who and what a plan concerns, as its preview tells it, and the digest that binds a tap to it. */
export interface SeenPlan {
  readonly concerned: Concerned
  /** Differs when anything that the plan does differs, or whom it concerns. */
  readonly seen: string
}

/** Of those who only move along with their place the people and their offices count; the work there goes on while a plan is looked at. */
const COUNT_WHILE_MOVING = ['people', 'appointments']

/** What somebody sees of a plan before it is applied (decision 0027). */
export async function seenPlan(tx: Transaction, worked: WorkedOut): Promise<SeenPlan> {
  const where = concernedBy(worked.changes, worked.places)
  const handedOver = await standingAt(tx, where.handingOver)
  const moving = summed(await standingAt(tx, where.movingAlong))
  const asked = (await standingAt(tx, where.split)).filter(({ what }) => what === 'people')
  const seen = digestOf([
    worked.changes,
    [...worked.faults],
    inOrder(worked.orphaned.flatMap(({ standing }) => standing)),
    inOrder(handedOver),
    inOrder(asked),
    moving
      .filter(({ what }) => COUNT_WHILE_MOVING.includes(what))
      .map(({ what, n }) => `${what} ${n}`)
      .sort(),
  ])
  return { concerned: { handedOver: summed(handedOver), moving, asked: summed(asked) }, seen }
}

/** The same of an undo: what goes back, and what is kept with whoever stands there. */
export const seenUndo = ({ changes, kept }: Pick<UndoWorkedOut, 'changes' | 'kept'>): string =>
  digestOf([changes, kept])

const digestOf = (told: unknown): string =>
  createHash('sha256').update(JSON.stringify(told)).digest('base64url')

const inOrder = (standing: readonly Standing[]): readonly string[] =>
  standing.map(({ placeId, what, n }) => `${placeId} ${what} ${n}`).sort()

/** The same of several places, by what it is, the most first. */
export function summed(standing: readonly Standing[]): readonly Counted[] {
  const sums = new Map<string, number>()
  for (const { what, n } of standing) sums.set(what, (sums.get(what) ?? 0) + n)
  return [...sums].map(([what, n]) => ({ what, n })).sort((a, b) => b.n - a.n)
}
