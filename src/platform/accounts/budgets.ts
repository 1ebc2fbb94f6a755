import { isIPv6 } from 'node:net'
import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Platform } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { hmacOf } from './token.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How often what may happen, counted in the database for all processes together: `points` in `seconds`. An address is wide because a whole
 * camp signs in behind one; a stranger's budget of a phone and its owner's recognised browser never share.
 */
const BUDGETS = {
  // Programs: all keys and browsers of one person together, whichever process answers.
  apiPerPerson: { points: 600, seconds: MINUTE },
  // Records are opened one by one, each with a note that its person sees; a program must not copy a list that way.
  apiRecordsPerPerson: { points: 300, seconds: DAY },
  codePerPhone: { points: 5, seconds: HOUR },
  codePerKnownDevice: { points: 8, seconds: HOUR },
  codePerDevice: { points: 10, seconds: HOUR },
  codePerAddress: { points: 300, seconds: HOUR },
  guessPerPhone: { points: 20, seconds: DAY },
  guessPerKnownDevice: { points: 20, seconds: DAY },
  boothSearchPerAddress: { points: 600, seconds: HOUR },
  calendarPerAddress: { points: 600, seconds: HOUR },
  cardCheckPerAddress: { points: 120, seconds: HOUR },
  // A phone at a gate looks for the house every twenty seconds and after each scan.
  gatePerDevice: { points: 6000, seconds: HOUR },
  gateClaimPerAddress: { points: 120, seconds: HOUR },
  // Secrets that no phone has: a phone whose event was deleted asks a few times, a guesser often.
  gateStrangerPerAddress: { points: 120, seconds: HOUR },
  harassmentPerAddress: { points: 20, seconds: HOUR },
  joinPerAddress: { points: 200, seconds: HOUR },
  mailLinkPerAddress: { points: 60, seconds: HOUR },
  reportPerPerson: { points: 60, seconds: HOUR },
  syncPerPerson: { points: 600, seconds: HOUR },
  // An editor saves every few seconds and asks for the outlines of new words.
  studioPerPerson: { points: 4000, seconds: HOUR },
  secondStepPerPerson: { points: 10, seconds: 15 * MINUTE },
} as const
export type BudgetName = keyof typeof BUDGETS

/** What is left of a budget after a point was spent. */
export interface Spent {
  readonly limit: number
  readonly left: number
  /** Seconds until it is full again. */
  readonly resetSeconds: number
}

/**
 * Spends one point of a budget, before the work it guards. What it counts is hashed: the table holds neither phones nor addresses.
 * @throws Refusal tooOften, saying after how many seconds to come again
 */
export async function spend(platform: Platform, name: BudgetName, counted: string): Promise<Spent> {
  const key = hmacOf(platform.keys, counted, `budget.${name}`).toString('base64url')
  try {
    const { remainingPoints, msBeforeNext } = await limiter(platform, name).consume(key)
    return {
      limit: BUDGETS[name].points,
      left: remainingPoints,
      resetSeconds: Math.max(0, Math.ceil(msBeforeNext / 1000)),
    }
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown
    const retryAfterSeconds = Math.ceil(thrown.msBeforeNext / 1000)
    throw new Refusal('tooOften', { reason: 'accounts_too_often', retryAfterSeconds })
  }
}

/** An IPv6 household owns a /64 and could take a new address for each try. */
export function countedAddress(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':')
  const missing = address.includes('::') ? 8 - groups.length - tail.split(':').filter(Boolean).length : 0
  const full = [...groups, ...Array<string>(missing).fill('0'), ...tail.split(':')]
  return full
    .slice(0, 4)
    .map((group) => group || '0')
    .join(':')
}

const limiters = new WeakMap<Platform, Map<BudgetName, RateLimiterPostgres>>()

function limiter(platform: Platform, name: BudgetName): RateLimiterPostgres {
  const made = limiters.get(platform) ?? new Map<BudgetName, RateLimiterPostgres>()
  limiters.set(platform, made)
  const known = made.get(name)
  if (known) return known
  const { points, seconds } = BUDGETS[name]
  const fresh = new RateLimiterPostgres({
    // The limiter speaks to a client with pg's `query`; ours is the platform's own pool, through Kysely.
    storeClient: {
      query: ({ text, values }: { text: string; values: readonly unknown[] }) =>
        platform.db
          .executeQuery(CompiledQuery.raw(text, [...values]))
          .then(({ rows, numAffectedRows }) => ({ rows, rowCount: Number(numAffectedRows ?? rows.length) })),
    },
    storeType: 'client',
    schemaName: 'accounts',
    tableName: 'budget',
    tableCreated: true,
    // The worker's clean-up does it; a timer a process would only race.
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  made.set(name, fresh)
  return fresh
}
