import { redirect } from '@sveltejs/kit'
import { myLearningToday } from '#modules/learning/server/myLearningToday.ts'
import { viewLesson } from '#modules/learning/server/viewLesson.ts'
import type { Graded } from '#modules/learning/server/answerLesson.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm, readFormWithFile } from '#platform/errors/parse.ts'
import { PICTURE_TYPES } from '#platform/files/cleanPicture.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { OWN_COMMANDS } from '../../ownCommands.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const lesson = await viewLesson(context, event.params.lesson)
  const done = event.url.searchParams.get('done')
  return {
    lesson,
    done: done === 'passed' || done === 'shown' ? done : undefined,
    // Whoever has just passed one is shown the way to the next.
    next: done === 'passed' ? (await myLearningToday(context)).lesson : undefined,
    pictureTypes: PICTURE_TYPES,
    command: uuidv7(context.now),
    // Each practical task is a form of its own.
    taskCommands: Object.fromEntries(
      lesson.content.blocks.flatMap((block) =>
        block.kind === 'task' ? [[block.key, uuidv7(context.now)]] : [],
      ),
    ),
  }
}

export const actions: Actions = {
  /** Graded here: passed leads back to the page, which says so; else the same page shows what was right and why. */
  answer: async (event) => {
    const { personId } = signedIn(event)
    await spend(event.locals.context.platform, 'reportPerPerson', personId)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      const graded = (await OWN_COMMANDS['learning.answerLesson'].run(event.locals.context, {
        fields,
      })) as Graded
      if (graded.passed) redirect(303, `/learn/${event.params.lesson}?done=passed`)
      return { graded, fields }
    })
  },
  show: async (event) => {
    const { personId } = signedIn(event)
    await spend(event.locals.context.platform, 'reportPerPerson', personId)
    const { fields, file } = await readFormWithFile(event.request, 'photo')
    const photo = file?.stream() as AsyncIterable<Uint8Array> | undefined
    return attemptInWords(event.url, fields, async () => {
      await OWN_COMMANDS['learning.sendProof'].run(event.locals.context, {
        fields: { ...fields, lessonId: event.params.lesson },
        photo,
      })
      redirect(303, `/learn/${event.params.lesson}?done=shown`)
    })
  },
}
