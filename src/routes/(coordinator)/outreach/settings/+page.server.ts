import {
  addTemplate,
  changeOutreachRules,
  removeTemplate,
  viewOutreachSettings,
  type AddTemplate,
} from '#modules/outreach/server/outreachSettings.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  settings: await viewOutreachSettings(locals.context),
  locale: locals.locale,
  commands: { rules: uuidv7(), add: uuidv7(), remove: uuidv7() },
})

export const actions: Actions = {
  rules: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const { command = '', from = '', until = '', paisePerSms, secondHandFrom, perDay, hours } = fields
      await changeOutreachRules(locals.context, {
        command,
        quiet: { from, until },
        paisePerSms,
        secondHandFrom,
        perDay,
        hours,
      })
      return { done: true }
    })
  },
  add: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await addTemplate(locals.context, fields as unknown as AddTemplate)
      return { done: true }
    })
  },
  remove: async ({ locals, request, url }) => {
    const { command = '', id = '', language } = await readForm(request)
    return attemptInWords(url, {}, async () => {
      await removeTemplate(locals.context, { command, id, language: language as 'hi' | 'en' })
      return { done: true }
    })
  },
}
