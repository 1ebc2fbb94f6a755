import type { AddDepicted } from '#modules/studio/domain/library/media.ts'
import { addDepicted } from '#modules/studio/server/library/addDepicted.ts'
import { viewMedia } from '#modules/studio/server/library/listMedia.ts'
import { withdrawMedia } from '#modules/studio/server/library/withdrawMedia.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

const DONE = ['kept', 'same'] as const

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  ...(await viewMedia(locals.context, params.id)),
  done: DONE.find((done) => done === url.searchParams.get('done')),
  today: indianDay(locals.context.now),
  commands: { depict: uuidv7(locals.context.now), withdraw: uuidv7(locals.context.now) },
  locale: locals.locale,
})

export const actions: Actions = {
  depict: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      await addDepicted(locals.context, { ...fields, mediaId: params.id } as unknown as AddDepicted)
      return { done: true as const }
    })
  },
  withdraw: async ({ locals, params, request, url }) => {
    const { command = '', depictedId, why = '' } = await readForm(request)
    return attemptInWords(url, { why, withdrawing: depictedId ?? 'all' }, async () => {
      await withdrawMedia(locals.context, { command, mediaId: params.id, depictedId, why })
      return { done: true as const }
    })
  },
}
