import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import { together, type Context } from '#platform/context.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { myKits } from '#modules/campaigns/server/myKits.ts'
import { myLearningToday } from '#modules/learning/server/myLearningToday.ts'
import { myNextEvent } from '#modules/events/server/myEvents.ts'
import { countMyMessages } from '#modules/outreach/server/myMessages.ts'
import { myTasks } from '#modules/tasks/server/myTasks.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  // One transaction for all: what is opened first each day should cost the least (today.test.ts counts).
  const waiting = await together(context, async (within) => ({
    toDo: (await myTasks(within)).toDo,
    kit: await myKits(within, event.locals.edition.releaseRules),
    unread: await countMyMessages(within),
    learning: await myLearningToday(within),
    camp: await myNextEvent(within),
  }))
  return { ...waiting, secondFactorDue: await isSecondFactorDue(context), command: uuidv7(context.now) }
}

/** Whoever acts for others opens phones and gives offices with a second step: said on the first day, not at the first locked door. */
async function isSecondFactorDue(context: Context): Promise<boolean> {
  if (context.actor.kind !== 'person' || context.actor.scope.length === 0) return false
  const { hasTotp, passkeys } = await secondFactors(context)
  return !hasTotp && passkeys.length === 0
}
