import { redirect } from '@sveltejs/kit'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import type { GiveTask } from '#modules/tasks/domain/task.ts'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { placeStep } from '../../../placeStep.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const { context } = locals
  const choice = await choosePlace(
    context,
    url.searchParams.get('place') ?? undefined,
    url.searchParams.get('find'),
  )
  const { wingsInUse: wings, leads } = await viewActing(context)
  const own = leads?.wing
  return {
    choice,
    wings: own ? wings.filter(({ number }) => number === own.number) : wings,
    everyWing: own === undefined,
    locale: locals.locale,
    today: indianDay(context.now),
    command: uuidv7(context.now),
  }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const step = await placeStep(locals.context, url, fields)
    if (step) return step
    const made = await attemptInWords(url, fields, () =>
      giveTask(locals.context, fields as unknown as GiveTask),
    )
    if ('taskId' in made) redirect(303, `/given-tasks/${made.taskId}?done=given`)
    return made
  },
}
