import type { AddExpense } from '#modules/elections/domain/expense.ts'
import { addExpense, reverseExpense, viewLedger } from '#modules/elections/server/ledger.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await viewLedger(locals.context, params.id),
  commands: { add: uuidv7(locals.context.now), reverse: uuidv7(locals.context.now) },
  today: indianDay(locals.context.now),
  locale: locals.locale,
})

export const actions: Actions = {
  add: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await addExpense(locals.context, { ...fields, electionId: params.id } as unknown as AddExpense)
      return { done: true as const }
    })
  },
  reverse: async ({ locals, request, url }) => {
    const { command = '', expenseId = '', why = '' } = await readForm(request)
    return attemptInWords(url, { expenseId, why }, async () => {
      await reverseExpense(locals.context, { command, expenseId, why })
      return { done: true as const }
    })
  },
}
