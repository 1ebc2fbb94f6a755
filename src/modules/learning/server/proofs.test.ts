/** A practical task: shown in words or by a photo, answered by somebody else, its own tick beside the lesson. */
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { drawing, inOnePart } from '#tests/builders/taskStage.ts'
import { useLearningStage } from '#tests/builders/learningStage.ts'
import { confirmProof } from './confirmProof.ts'
import { countProofsForMe, listProofs } from './listProofs.ts'
import { openProofPhoto } from './openProofPhoto.ts'
import { sendBackProof } from './sendBackProof.ts'
import { sendProof } from './sendProof.ts'
import { viewLesson } from './viewLesson.ts'

const scene = useLearningStage()
const show = (changes: { told?: string; taskKey?: string; command?: string } = {}, photo?: Buffer) =>
  sendProof(
    scene.house.as(scene.self),
    { command: uuidv7(), lessonId: scene.lesson.lessonId, taskKey: 'try', told: 'स्रोत देखा', ...changes },
    photo && inOnePart(photo),
  )
const confirm = (proofId: string, by = scene.coordinator) =>
  confirmProof(scene.house.as(by), { command: uuidv7(), proofId })
const own = async () => (await viewLesson(scene.house.as(scene.self), scene.lesson.lessonId)).proofs

it('is shown, sent back with words, shown again and confirmed; the lesson is passed by its questions alone', async () => {
  const { proofId } = await show()
  const queue = await listProofs(scene.house.as(scene.coordinator))
  const row = queue.rows.find(({ id }) => id === proofId)!
  expect(row).toMatchObject({
    told: 'स्रोत देखा',
    titleHi: 'छोटा पाठ',
    task: { check: { hi: 'क्या स्रोत लिखा?' } },
  })
  expect(await countProofsForMe(scene.house.as(scene.coordinator))).toBe(queue.all)
  expect(await countProofsForMe(scene.house.as(scene.self))).toBeUndefined()
  await sendBackProof(scene.house.as(scene.coordinator), { command: uuidv7(), proofId, words: 'किसका स्रोत?' })
  expect(await own()).toMatchObject([{ state: 'sent_back', answer: 'किसका स्रोत?' }])
  expect((await show({ told: 'अख़बार का पन्ना' })).proofId).toBe(proofId)
  await confirm(proofId)
  expect(await own()).toMatchObject([{ state: 'confirmed', told: 'अख़बार का पन्ना', answer: null }])
  await expect(show()).rejects.toMatchObject({ reason: 'learning_proof_confirmed' })
  await expect(confirm(proofId)).rejects.toMatchObject({ reason: 'learning_proof_answered' })
  expect((await viewLesson(scene.house.as(scene.self), scene.lesson.lessonId)).passedOn).toBeUndefined()
})

it('asks for what is missing, and refuses what the lesson does not ask', async () => {
  await expect(show({ told: ' ' })).rejects.toMatchObject({ fields: { told: 'learning_proof_needed' } })
  await expect(show({ told: 'जी' })).rejects.toMatchObject({ fields: { told: 'learning_told_short' } })
  await expect(show({ taskKey: 'other' })).rejects.toMatchObject({ id: 'notFound' })
  await expect(show({ told: '' }, Buffer.from('<svg/>'))).rejects.toMatchObject({
    fields: { photo: 'files_picture_needed' },
  })
})

it('replayed is shown once; two phones at the same moment show one', async () => {
  const command = uuidv7()
  expect(await show({ command })).toEqual(await show({ command }))
  await scene.renew()
  await Promise.allSettled([show({ told: 'एक फ़ोन से' }), show({ told: 'दूसरे फ़ोन से' })])
  expect(await own()).toHaveLength(1)
})

it('keeps the photo’s pixels alone, for her and whoever may confirm it; and forgets it when another comes', async () => {
  const { proofId } = await show({ told: '' }, await drawing('#123456'))
  const opened = await openProofPhoto(scene.house.as(scene.coordinator), proofId)
  const jpeg = Buffer.concat(await opened.stream.toArray())
  expect(jpeg.includes('Exif')).toBe(false)
  ;(await openProofPhoto(scene.house.as(scene.self), proofId)).stream.destroy()
  const stranger = await scene.network.holder(scene.network.tree.constituency(1, 0), null)
  await expect(openProofPhoto(scene.house.as(stranger), proofId)).rejects.toMatchObject({ id: 'notFound' })
  await show({ told: '' }, await drawing('#654321'))
  const waiting = await scene.ask(sql<{ photo: string }>`
    select data ->> 'sha256' as photo from jobs.job where name = 'platform.forgetFile'`)
  expect(waiting).toHaveLength(1)
})

it('of one’s own is confirmed by nobody oneself, even as coordinator, nor past the verbs', async () => {
  const boss = await scene.network.person({ place: scene.network.tree.booth(0, 0, 0), state: 'vouched' })
  await scene.network.appoint(boss, { role: 'coordinator', place: scene.network.tree.state, wing: null })
  const actor = await scene.network.actor(boss)
  const { proofId } = await sendProof(scene.house.as(actor), {
    command: uuidv7(),
    lessonId: scene.lesson.lessonId,
    taskKey: 'try',
    told: 'मैंने ही',
  })
  await expect(confirm(proofId, actor)).rejects.toMatchObject({ id: 'forbidden' })
  expect((await listProofs(scene.house.as(actor))).rows.map(({ id }) => id)).not.toContain(proofId)
  const past = sql`update learning.proof set state = 'confirmed', answered_by = person_id, answered_at = now() where id = ${proofId}`
  await expect(past.execute(scene.house.owner.db)).rejects.toThrow(/check constraint/)
})
