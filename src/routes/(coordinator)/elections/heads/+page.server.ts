import type { SaveHead } from '#modules/elections/domain/expense.ts'
import { listHeads, saveHead } from '#modules/elections/server/saveHead.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await listHeads(locals.context)),
  command: uuidv7(locals.context.now),
  locale: locals.locale,
})

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const { key, basedOn, ...fields } = await readForm(request)
    return attemptInWords(url, { ...fields, key: key ?? '' }, async () => {
      const asked = { ...fields, ...(key && { key, basedOn }), isOpen: fields.isOpen === 'on' }
      await saveHead(locals.context, asked as unknown as SaveHead)
      return { done: true as const }
    })
  },
}
