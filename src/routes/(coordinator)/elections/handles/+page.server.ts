import type { AddHandle } from '#modules/elections/domain/handle.ts'
import { addHandle, endHandle, listHandles } from '#modules/elections/server/handles.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => ({
  ...(await listHandles(locals.context)),
  commands: { add: uuidv7(locals.context.now), end: uuidv7(locals.context.now) },
  today: indianDay(locals.context.now),
  locale: locals.locale,
})

export const actions: Actions = {
  add: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await addHandle(locals.context, fields as unknown as AddHandle)
      return { done: true as const }
    })
  },
  end: async ({ locals, request, url }) => {
    const { command = '', handleId = '', endedOn = '', why = '' } = await readForm(request)
    return attemptInWords(url, { handleId, endedOn, why }, async () => {
      await endHandle(locals.context, { command, handleId, endedOn, why })
      return { done: true as const }
    })
  },
}
