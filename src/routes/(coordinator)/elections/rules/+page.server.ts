import { RULED_WAYS, type ChangeRule } from '#modules/elections/domain/rule.ts'
import { changeRule, listRules } from '#modules/elections/server/changeRule.ts'
import { keepsElections } from '#modules/elections/server/viewCalendar.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await listRules(locals.context)),
  registers: keepsElections(locals.context),
  command: uuidv7(locals.context.now),
  locale: locals.locale,
})

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const ways = RULED_WAYS.filter((way) => fields[way] === 'on')
      const asked = { ...fields, ways, isOn: fields.isOn === 'on' } as unknown as ChangeRule
      await changeRule(locals.context, asked)
      return { done: true as const }
    })
  },
}
