import { confirmProof } from '#modules/learning/server/confirmProof.ts'
import { listProofs } from '#modules/learning/server/listProofs.ts'
import { sendBackProof } from '#modules/learning/server/sendBackProof.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const queue = await listProofs(locals.context, url.searchParams.get('after') ?? undefined)
  return {
    queue,
    locale: locals.locale,
    commands: Object.fromEntries(queue.rows.map(({ id }) => [id, { confirm: uuidv7(), back: uuidv7() }])),
  }
}

export const actions: Actions = {
  confirm: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', proofId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await confirmProof(locals.context, { command, proofId })
      return { done: 'confirmed' as const }
    })
  },
  back: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', proofId = '', words = '' } = fields
    return attemptInWords(url, fields, async () => {
      await sendBackProof(locals.context, { command, proofId, words })
      return { done: 'back' as const }
    })
  },
}
