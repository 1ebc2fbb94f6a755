import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { answerBoothChange } from '#modules/people/server/answerBoothChange.ts'
import { listBoothQuestions } from '#modules/people/server/listBoothQuestions.ts'
import { listMissingBooths } from '#modules/people/server/listMissingBooths.ts'
import { settleMissingBooth } from '#modules/people/server/settleMissingBooth.ts'
import { revealDoor } from '../../revealDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const reports = await listMissingBooths(locals.context, {
    reportId: url.searchParams.get('report') ?? undefined,
    find: url.searchParams.get('find') ?? undefined,
  })
  const questions = await listBoothQuestions(locals.context)
  const freshCommands = () => Object.fromEntries([...reports, ...questions].map(({ id }) => [id, uuidv7()]))
  return {
    reports,
    questions,
    locale: locals.locale,
    commands: freshCommands(),
    revealCommands: freshCommands(),
  }
}

export const actions: Actions = {
  settle: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reportId = '', boothId } = fields
    const outcome = fields.outcome as 'existing' | 'no_such_booth'
    return attemptInWords(url, fields, async () => {
      await settleMissingBooth(locals.context, {
        command,
        reportId,
        outcome,
        ...(boothId ? { boothId } : {}),
      })
      return { done: true }
    })
  },
  part: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', changeId = '', boothId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await answerBoothChange(locals.context, { command, changeId, boothId })
      return { done: true }
    })
  },
  reveal: (event) => revealDoor(event),
}
