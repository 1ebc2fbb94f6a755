import { exportMyCampaigns } from '#modules/campaigns/server/exportMyCampaigns.ts'
import { exportMyBadges } from '#modules/credentials/server/myBadges.ts'
import { exportMyData } from '#modules/people/server/exportMyData.ts'
import { exportMyLearning } from '#modules/learning/server/exportMyLearning.ts'
import { exportMyGates } from '#modules/events/server/gate/viewGates.ts'
import { exportMyEvents } from '#modules/events/server/myEvents.ts'
import { exportMyMessages } from '#modules/outreach/server/myMessages.ts'
import { exportMyPieces } from '#modules/studio/server/exportMyPieces.ts'
import { exportMyStories } from '#modules/studio/server/library/listStories.ts'
import { exportMyTasks } from '#modules/tasks/server/myTasks.ts'
import { exportMySignIns } from '#platform/accounts/exportMySignIns.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const own = {
    ...(await exportMyData(context)),
    ...(await exportMyTasks(context)),
    ...(await exportMyMessages(context)),
    ...(await exportMyBadges(context)),
    ...(await exportMyLearning(context)),
    ...(await exportMyEvents(context)),
    ...(await exportMyGates(context)),
    ...(await exportMyCampaigns(context)),
    ...(await exportMyPieces(context)),
    ...(await exportMyStories(context)),
    ...(await exportMySignIns(context)),
  }
  return new Response(JSON.stringify(own, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-data.json"',
    },
  })
}
