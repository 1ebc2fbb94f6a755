import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'

/** How many statements of one connection keep their plans: up to some hundred kilobytes each, on the server. */
export const KEPT = 100

/** How many statements that were asked once are remembered, to know them the second time. */
const MET = 1_000

/** Longer texts are one-off lists of values, which do not come again in the same length. */
const LONGEST = 20_000

/**
 * What is summed, sorted, cut off or looked for below a place is asked of many rows, and how it is best done depends on the values: one constituency, or the
 * state. A plan for all of them would be the wrong one for most.
 */
const DEPENDS_ON_VALUES = /\b(group by|order by|limit|count|sum|with recursive)\b|<@|@>|\blike\b|%>/i

/** SQLSTATEs (manual, appendix A): the server does not know a name, or has it already. Both come of a pooler that lends connections of others. */
const NAME_MIXED_UP = new Set(['26000', '42P05'])

/**
 * Whether a statement failed only because of its plan: a migration changed a table meanwhile, so that it would give other columns than it was prepared
 * for, or the server does not know its name, or knows it of another process. Asked without a name it is answered.
 */
export const hasOutlivedItsPlan = (fault: { readonly code?: string; readonly routine?: string }): boolean =>
  (fault.code === '0A000' && fault.routine === 'RevalidateCachedQuery') || NAME_MIXED_UP.has(fault.code ?? '')

/** A statement's name is made of its text: whoever meets it on a connection that others have used meets the same statement. */
export const nameOf = (text: string): string =>
  `kept_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`

const MARK = '/* plan kept */'
/**
 * Stands in front of a statement that sums or sorts and is still best done the same way for everybody, since it finds little: what every page asks to say
 * how much waits. Its plan is kept too.
 */
export const keptPlan = sql.raw(MARK)

/** A question with its values, as Kysely asks it. */
type Asked = readonly [text: string, values: readonly unknown[]]

const isPlannable = (asked: readonly unknown[]): asked is Asked =>
  asked.length === 2 &&
  typeof asked[0] === 'string' &&
  asked[0].length <= LONGEST &&
  Array.isArray(asked[1]) &&
  asked[1].length > 0 &&
  (asked[0].includes(MARK) || !DEPENDS_ON_VALUES.test(asked[0]))

/** What the connections of one pool have in common. */
export interface KeptPlans {
  /** For one connection: what to send instead of what was asked. */
  forConnection(): (asked: readonly unknown[]) => readonly unknown[]
  /** Nothing is sent by name any more, on any connection: where one plan was outlived, so were its likes on all the others. */
  giveUp(): void
}

/**
 * Lets each connection plan a statement once instead of at each asking: planning under row-level security costs more than most of our statements do
 * (decision 0051). Whoever is asked a second time gets a name, under which the server keeps it; it still plans for each asking's values where that seems
 * worth its while to it.
 */
export function keepingPlans(): KeptPlans {
  let givenUp = false
  return {
    giveUp: () => void (givenUp = true),
    forConnection() {
      const named = namingStatements()
      return (asked) => (givenUp || !isPlannable(asked) ? asked : named(asked))
    },
  }
}

function namingStatements(): (asked: Asked) => readonly unknown[] {
  const names = new Map<string, string>()
  const met = new Set<string>()
  return (asked) => {
    const [text, values] = asked
    let name = names.get(text)
    if (name === undefined) {
      if (names.size >= KEPT) return asked
      if (!met.has(text)) {
        if (met.size >= MET) met.clear()
        met.add(text)
        return asked
      }
      met.delete(text)
      names.set(text, (name = nameOf(text)))
    }
    return [{ name, text, values: [...values] } satisfies pg.QueryConfig]
  }
}
