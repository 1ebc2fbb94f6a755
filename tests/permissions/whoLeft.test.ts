/** Whoever has left and comes in again sees and does nothing of what members do; what is her own stays open. */
import { beforeEach, describe, expect, it } from 'vitest'
import { actorOfSession } from '#platform/accounts/actorOfSession.ts'
import type { Context } from '#platform/context.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { recordShare } from '#modules/campaigns/server/recordShare.ts'
import { meetPhone, myKits, openKit, openKitFile } from '#modules/campaigns/server/myKits.ts'
import { myBadges } from '#modules/credentials/server/myBadges.ts'
import { myTitle } from '#modules/credentials/server/myTitle.ts'
import { chooseSession } from '#modules/events/server/chooseSession.ts'
import { makeFeed } from '#modules/events/server/feeds.ts'
import { myPass } from '#modules/events/server/gate/myPass.ts'
import { giveFeedback } from '#modules/events/server/giveFeedback.ts'
import { openMaterial } from '#modules/events/server/material.ts'
import { myEvents, myNextEvent, viewMyEvent } from '#modules/events/server/myEvents.ts'
import { answerOffer } from '#modules/events/server/ownStep.ts'
import { registerForEvent } from '#modules/events/server/registerForEvent.ts'
import { answerLesson } from '#modules/learning/server/answerLesson.ts'
import { myBulletin } from '#modules/learning/server/listBulletin.ts'
import { myTracks } from '#modules/learning/server/listTracks.ts'
import { myCatalogue } from '#modules/learning/server/myCatalogue.ts'
import { myLearningToday } from '#modules/learning/server/myLearningToday.ts'
import { countMyRecall, myRecall } from '#modules/learning/server/myRecall.ts'
import { openMedia } from '#modules/learning/server/openMedia.ts'
import { recallCard } from '#modules/learning/server/recallCard.ts'
import { sendProof } from '#modules/learning/server/sendProof.ts'
import { viewLesson } from '#modules/learning/server/viewLesson.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { exportMyData } from '#modules/people/server/exportMyData.ts'
import { membershipOf } from '#modules/people/server/index.ts'
import { leave } from '#modules/people/server/leave.ts'
import { myRecord } from '#modules/people/server/myRecord.ts'
import { myStanding } from '#modules/people/server/myStanding.ts'
import { myStories } from '#modules/studio/server/library/listStories.ts'
import { sendStory } from '#modules/studio/server/library/sendStory.ts'
import { correctReport } from '#modules/tasks/server/correctReport.ts'
import { myTasks, viewMyTask } from '#modules/tasks/server/myTasks.ts'
import { sendReport } from '#modules/tasks/server/sendReport.ts'
import { arrangeEvent } from '#tests/builders/events.ts'
import { saidOfStory } from '#tests/builders/library.ts'
import { RIGHT_FIELDS } from '#tests/builders/lessons.ts'
import { useLearningStage } from '#tests/builders/learningStage.ts'

const scene = useLearningStage()
let eventId: string
/** As who acts at her next request, as the hooks find it. */
const comesAgain = async (): Promise<Context> => {
  const session = { id: uuidv7(), accountId: uuidv7(), personId: scene.self.personId, assurance: 1 }
  const asked = session as unknown as Parameters<typeof actorOfSession>[1]
  return scene.house.as(await actorOfSession(scene.house.platform, asked, membershipOf))
}

beforeEach(async () => {
  eventId = (await arrangeEvent(scene.house, { place: scene.network.tree.state })).id
})

const told = { told: 'Did it with the women of the booth', happenedOn: '2026-11-21' }
const grade = 3
/** What members see and do; each names things that are there, or ids that could be. */
const MEMBERS: Record<string, (ctx: Context) => Promise<unknown>> = {
  myTasks: (ctx) => myTasks(ctx),
  viewMyTask: (ctx) => viewMyTask(ctx, uuidv7()),
  sendReport: (ctx) => sendReport(ctx, { command: uuidv7(), taskId: uuidv7(), ...told }),
  correctReport: (ctx) => correctReport(ctx, { command: uuidv7(), reportId: uuidv7(), ...told }),
  myKits: (ctx) => myKits(ctx, []),
  openKit: (ctx) => openKit(ctx, uuidv7(), []),
  openKitFile: (ctx) => openKitFile(ctx, { kitId: uuidv7(), renditionId: uuidv7() }, []),
  recordShare: (ctx) => recordShare(ctx, { command: uuidv7(), kitId: uuidv7(), step: 'opened', way: 'words_only', language: 'hi' }), // prettier-ignore
  myLearningToday: (ctx) => myLearningToday(ctx),
  myCatalogue: (ctx) => myCatalogue(ctx),
  myTracks: (ctx) => myTracks(ctx),
  myBulletin: (ctx) => myBulletin(ctx),
  viewLesson: (ctx) => viewLesson(ctx, scene.lesson.lessonId),
  answerLesson: (ctx) => answerLesson(ctx, { command: uuidv7(), versionId: scene.lesson.versionId, fields: RIGHT_FIELDS }), // prettier-ignore
  sendProof: (ctx) => sendProof(ctx, { command: uuidv7(), lessonId: scene.lesson.lessonId, taskKey: 'try', told: told.told }), // prettier-ignore
  myRecall: (ctx) => myRecall(ctx),
  countMyRecall: (ctx) => countMyRecall(ctx),
  recallCard: (ctx) => recallCard(ctx, { command: uuidv7(), cardId: uuidv7(), grade }),
  openMedia: (ctx) => openMedia(ctx, 'a'.repeat(64)),
  myEvents: (ctx) => myEvents(ctx),
  myNextEvent: (ctx) => myNextEvent(ctx),
  viewMyEvent: (ctx) => viewMyEvent(ctx, eventId),
  myPass: (ctx) => myPass(ctx, eventId),
  openMaterial: (ctx) => openMaterial(ctx, uuidv7()),
  registerForEvent: (ctx) => registerForEvent(ctx, { command: uuidv7(), eventId }),
  answerOffer: (ctx) => answerOffer(ctx, { command: uuidv7(), eventId, answer: 'accept' }),
  chooseSession: (ctx) => chooseSession(ctx, { command: uuidv7(), eventId, sessionId: uuidv7(), chosen: true }), // prettier-ignore
  giveFeedback: (ctx) => giveFeedback(ctx, { command: uuidv7(), eventId, useful: '3', clear: '3' } as never),
  makeFeed: (ctx) => makeFeed(ctx, { command: uuidv7() }),
  sendStory: (ctx) => sendStory(ctx, saidOfStory()),
}
/** What stays hers. */
const HERS: Record<string, (ctx: Context) => Promise<unknown>> = {
  myStanding: (ctx) => myStanding(ctx),
  myRecord: (ctx) => myRecord(ctx),
  exportMyData: (ctx) => exportMyData(ctx),
  readMyMessages: (ctx) => readMyMessages(ctx, false),
  myBadges: (ctx) => myBadges(ctx),
  myTitle: (ctx) => myTitle(ctx),
  myStories: (ctx) => myStories(ctx),
  // Her phone learns what it must put away.
  meetPhone: (ctx) => meetPhone(ctx, [], []),
}
const notAMember = { id: 'forbidden', reason: 'people_not_a_member' }

describe('whoever has left', () => {
  let ctx: Context
  beforeEach(async () => {
    expect((await comesAgain()).actor).toMatchObject({ hasLeft: false })
    await leave(scene.house.as(scene.self), { command: uuidv7() })
    ctx = await comesAgain()
  })

  it.each(Object.keys(MEMBERS))('is refused %s, as nobody’s member', async (name) => {
    await expect(MEMBERS[name]!(ctx)).rejects.toMatchObject(notAMember)
  })

  it.each(Object.keys(HERS))('keeps %s', async (name) => {
    await expect(HERS[name]!(ctx)).resolves.not.toThrow()
  })

  it('is not told who coordinates where she stood, nor how to call', async () => {
    expect(await myStanding(ctx)).toMatchObject({ next: 'joinAgain', coordinator: undefined })
  })
})

it('while she belongs, none of it takes her for somebody who left', async () => {
  const ctx = await comesAgain()
  for (const [name, verb] of Object.entries(MEMBERS)) {
    const refused = await verb(ctx).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(refused, name).not.toMatchObject(notAMember)
  }
  expect((await myStanding(ctx)).coordinator).toBeDefined()
})
