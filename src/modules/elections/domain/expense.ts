import { z } from 'zod'
import { electionId } from './election.ts'
import { calendarDay, command, latinDigits, line, lineIfAny, seenVersion } from './said.ts'

export const MEANS = ['cash', 'cheque', 'transfer', 'kind'] as const
export type Means = (typeof MEANS)[number]

/** A head of the statement, as the form in force names it. */
export interface Head {
  readonly key: string
  /** As the form numbers it. */
  readonly number: string
  readonly nameHi: string
  readonly nameEn: string
  readonly source: string
  /** `YYYY-MM-DD` */
  readonly readOn: string
  readonly isOpen: boolean
  readonly version: number
}

/** A line of the ledger. A counter-entry has minus paise, and says which line it answers and why. */
export interface Expense {
  readonly id: string
  readonly electionId: string
  readonly headKey: string
  readonly spentOn: string
  readonly paise: number
  readonly what: string
  readonly paidTo: string | null
  readonly voucher: string | null
  readonly means: Means
  readonly handleId: string | null
  readonly reverses: string | null
  readonly why: string | null
  readonly at: Date
  /** It was answered by a counter-entry. */
  readonly isReversed: boolean
}

/** Ten thousand crore rupees: beyond that somebody mistyped. Nine hundred such entries still add up exactly. */
const MOST_PAISE = 10_000_000_000_000

/**
 * An amount as people write it, in whole paise; undefined for what is none. No fraction is ever rounded, and a comma is none: it
 * stands between groups, as Indians or others write them.
 * @example readRupees('1,23,456.50') === 12_345_650
 */
export function readRupees(text: string): number | undefined {
  const plain = latinDigits(text).replace(/[\s₹]/g, '')
  const parts = /^(\d{1,13}|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d{1,2}))?$/.exec(plain)
  if (!parts) return undefined
  const paise = Number(parts[1]!.replaceAll(',', '')) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
  return paise > 0 && paise <= MOST_PAISE ? paise : undefined
}

const rupees = z.string({ error: 'elections_amount_wrong' }).transform((text, check) => {
  const paise = readRupees(text)
  if (paise !== undefined) return paise
  check.addIssue({ code: 'custom', message: 'elections_amount_wrong' })
  return z.NEVER
})

export const addExpenseSchema = z.object({
  command,
  electionId,
  headKey: z.string({ error: 'elections_head_unknown' }).regex(/^[a-z0-9_]{1,40}$/, 'elections_head_unknown'),
  spentOn: calendarDay,
  amount: rupees,
  what: line(3, 300),
  paidTo: lineIfAny(150),
  voucher: lineIfAny(60),
  means: z.enum(MEANS, { error: 'elections_means_needed' }),
  handleId: z
    .union([z.literal('').transform(() => null), z.null(), z.guid({ error: 'elections_handle_unknown' })])
    .optional()
    .transform((id) => id ?? null),
})
export type AddExpense = z.input<typeof addExpenseSchema>

export const reverseExpenseSchema = z.object({
  command,
  expenseId: z.guid({ error: 'elections_expense_unknown' }),
  why: line(3, 300),
})
export type ReverseExpense = z.input<typeof reverseExpenseSchema>

export const saveHeadSchema = z.object({
  command,
  /** Left out: a new head. */
  key: z.string().regex(/^[a-z0-9_]{1,40}$/, 'elections_head_unknown').optional(),
  basedOn: seenVersion.optional(),
  number: line(1, 20),
  nameHi: line(3, 200),
  nameEn: line(3, 200),
  source: line(3, 400),
  readOn: calendarDay,
  isOpen: z.boolean(),
}) // prettier-ignore
export type SaveHead = z.input<typeof saveHeadSchema>

/** What stands under each head, and all together, in paise: counter-entries take away what they answer. */
export function sumsByHead(
  entries: readonly Pick<Expense, 'headKey' | 'paise'>[],
): { readonly byHead: ReadonlyMap<string, number>; readonly total: number } {
  const byHead = new Map<string, number>()
  let total = 0
  for (const { headKey, paise } of entries) {
    byHead.set(headKey, (byHead.get(headKey) ?? 0) + paise)
    total += paise
  }
  return { byHead, total }
} // prettier-ignore
