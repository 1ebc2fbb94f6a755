import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { keepApart } from '#modules/people/server/keepApart.ts'
import { listDuplicates } from '#modules/people/server/listDuplicates.ts'
import { offerAgain } from '#modules/people/server/offerAgain.ts'
import { undoMerge } from '#modules/people/server/undoMerge.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const list = await listDuplicates(locals.context, { placeId: asked('place'), after: asked('after') })
  return {
    ...list,
    isFurther: asked('after') !== '',
    placeId: asked('place'),
    did: asked('did'),
    locale: locals.locale,
    rows: list.rows.map((row) => ({ ...row, command: uuidv7() })),
    merges: list.merges.map((merge) => ({ ...merge, command: uuidv7() })),
    apart: list.apart.map((pair) => ({ ...pair, command: uuidv7() })),
  }
}

export const actions: Actions = {
  apart: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', oneId = '', otherId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await keepApart(locals.context, { command, oneId, otherId })
      return { did: 'kept' as const }
    })
  },
  again: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', oneId = '', otherId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await offerAgain(locals.context, { command, oneId, otherId })
      return { did: 'again' as const }
    })
  },
  undo: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', mergeId = '' } = fields
    return attemptInWords(url, fields, async () => {
      const { ended, added, isRecordChanged } = await undoMerge(locals.context, { command, mergeId })
      return { did: 'undone' as const, changed: { ended, added, isRecordChanged } }
    })
  },
}
