/** One photo, sent to two rooms: the file is one, and goes with the last row that shows it. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openProofPhoto } from '#modules/learning/server/openProofPhoto.ts'
import { sendProof } from '#modules/learning/server/sendProof.ts'
import { sendReport } from '#modules/tasks/server/sendReport.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { forgetFile } from '#platform/files/forgetFiles.ts'
import { useLearningStage } from '#tests/builders/learningStage.ts'
import { arrangeTask } from '#tests/builders/tasks.ts'
import { drawing, inOnePart } from '#tests/builders/taskStage.ts'

const scene = useLearningStage()

it('a photo that two rooms were sent stays as long as one of them shows it', async () => {
  const photo = await drawing('#778899')
  const taskId = await arrangeTask(scene.house, { place: scene.network.tree.state })
  await sendReport(
    scene.house.as(scene.self),
    { command: uuidv7(), taskId, told: 'बीस घर', happenedOn: '2026-11-22' },
    inOnePart(photo),
  )
  const { proofId } = await sendProof(
    scene.house.as(scene.self),
    { command: uuidv7(), lessonId: scene.lesson.lessonId, taskKey: 'try', told: 'स्रोत देखा' },
    inOnePart(photo),
  )
  await sql`update tasks.report set photo = null`.execute(scene.house.owner.db)
  const [kept] = await scene.ask(sql<{ sha256: string }>`
    select encode(photo, 'hex') as sha256 from learning.proof where id = ${proofId}`)
  const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
  await forgetFile.handle(scene.house.asSystem(), kept!, run)
  ;(await openProofPhoto(scene.house.as(scene.self), proofId)).stream.destroy()
  // Once the other shows it no more either, it goes.
  await sql`update learning.proof set photo = null`.execute(scene.house.owner.db)
  await forgetFile.handle(scene.house.asSystem(), kept!, run)
  const [left] = await scene.ask(sql<{ n: number }>`
    select count(*)::int as n from platform.file where sha256 = decode(${kept!.sha256}, 'hex')`)
  expect(left!.n).toBe(0)
})
