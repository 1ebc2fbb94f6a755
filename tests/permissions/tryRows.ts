import type { Network, Place } from '#tests/builders/network.ts'
import { outcomeOf, type Outcome } from '#tests/builders/outcome.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import { crossings, eachOf, hopeless, powerless, type holdersOf, type Crossing } from './crossing.ts'
import { may, type Target } from './oracle.ts'
import type { Cast } from './casts.ts'
import type { Row } from './peopleRows.ts'

/**
 * Who of an edition tries a row, and from where: all pairs of levels those whom its rule names, the others where they would reach. Of a row in full
 * those who coordinate and watch in the organisation try each pair in every way of wings: a reach is worked out in one way whoever has it.
 */
export const everyCrossing = (
  { tree }: Network,
  cast: Cast,
  { rule, full }: Pick<Row, 'rule' | 'full'>,
): Crossing[] => [
  ...[cast.coordinator, cast.admin, ...cast.watchers].flatMap((role) =>
    rule[role]
      ? crossings(tree, role, !full || role === cast.admin || cast.edition === 'programme')
      : hopeless(tree, role),
  ),
  ...powerless(tree, cast.powerless),
]

/** What somebody must reach to do it. */
const reachOf = ({ reaches }: Row, { tree }: Network, place: Place, wing: number): Target =>
  reaches === 'wholeState'
    ? { place: tree.state, wing: 0 }
    : reaches === 'state'
      ? { place: tree.state, wing }
      : { place, wing: reaches ?? wing }

interface Tried {
  readonly what: string
  readonly outcome: Outcome
  readonly expected: Outcome
}

/**
 * Lets everybody try one row and says what came of it beside what should have. A refusal leaves its subject as it was, so those who are
 * refused share one.
 */
export async function tryRow(
  house: TestPlatform,
  network: Network,
  holder: ReturnType<typeof holdersOf>,
  cast: Cast,
  row: Row,
): Promise<Tried[]> {
  const shared = new Map<string, Promise<string>>()
  const subjectFor = ({ target, wing }: Crossing, isRefused: boolean): Promise<string> => {
    if (!isRefused) return row.arrange(target, wing)
    const key = `${target.id} ${wing}`
    const subject = shared.get(key) ?? row.arrange(target, wing)
    shared.set(key, subject)
    return subject
  }
  return eachOf(everyCrossing(network, cast, row), async (crossing): Promise<Tried> => {
    const { stand, target, wing, pair } = crossing
    const isAllowed = may(network.tree, row.rule, stand, reachOf(row, network, target, wing))
    const actor = await holder(stand, row.mayExport === true)
    const subject = await subjectFor(crossing, !isAllowed)
    const outcome = await outcomeOf(() => row.act(house.as(actor), subject, target, wing))
    const isUnseen = typeof outcome === 'object' && outcome.otherwise === row.unseen
    const did = row.onlyBooths && target.level !== 'booth' ? { otherwise: row.onlyBooths } : ('did' as const)
    return { what: pair, outcome: isUnseen ? 'refused' : outcome, expected: isAllowed ? did : 'refused' }
  })
}
