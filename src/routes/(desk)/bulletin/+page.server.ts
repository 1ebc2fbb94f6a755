import { listBulletin } from '#modules/learning/server/listBulletin.ts'
import { releaseBulletin } from '#modules/learning/server/releaseBulletin.ts'
import { retireBulletin } from '#modules/learning/server/retireBulletin.ts'
import { saveBulletin } from '#modules/learning/server/saveBulletin.ts'
import { PLATFORMS, type Platform } from '#modules/learning/domain/content.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

/** Days for which an item is shown unless its writer says otherwise. */
const USUAL_DAYS = 14

export const load: PageServerLoad = async ({ locals: { context } }) => {
  const items = await listBulletin(context)
  return {
    items,
    platforms: PLATFORMS,
    until: indianDay(new Date(context.now.getTime() + USUAL_DAYS * DAY_MS)),
    today: indianDay(context.now),
    command: uuidv7(),
    commands: Object.fromEntries(items.map(({ id }) => [id, uuidv7()])),
  }
}

export const actions: Actions = {
  save: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const {
      command = '',
      itemId,
      basedOn,
      platform,
      wordsHi = '',
      wordsEn = '',
      source = '',
      sourceTitle = '',
      datedOn = '',
      until = '',
    } = fields
    return attemptInWords(url, fields, async () => {
      await saveBulletin(locals.context, {
        command,
        itemId: itemId || undefined,
        basedOn: basedOn || undefined,
        platform: platform as Platform,
        wordsHi,
        wordsEn,
        source,
        sourceTitle,
        datedOn,
        until,
      })
      return { done: 'saved' as const }
    })
  },
  release: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', itemId = '', readHash = '' } = fields
    return attemptInWords(url, fields, async () => {
      await releaseBulletin(locals.context, { command, itemId, readHash })
      return { done: 'released' as const }
    })
  },
  retire: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', itemId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await retireBulletin(locals.context, { command, itemId })
      return { done: 'retired' as const }
    })
  },
}
