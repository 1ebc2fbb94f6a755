/** The calendar itself: which changes of elections and days of poll it takes, and which it refuses. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { savePhase } from '#modules/elections/server/savePhase.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'

const scene = useOutreachStage(electionRules)
/** The silence before a close at 18:00 of 24 November has begun. */
const EVENING = new Date('2026-11-22T12:30:01Z')

let head: PersonActor
beforeAll(async () => {
  head = await scene.network.holder(scene.network.tree.state, null)
})
beforeEach(async () => {
  const { db } = scene.house.owner
  for (const table of ['polling_area', 'phase', 'election']) await sql`delete from ${sql.table(`elections.${table}`)}`.execute(db) // prettier-ignore
  scene.at(NOON)
})
const ctx = () => scene.as(head)
/** What a message to a place, the state, would be told of holds. */
const holds = async (placeId = scene.network.tree.state.id) =>
  (await viewMessage(ctx(), await scene.draft({ placeId, channels: ['in_app'] }, head), electionRules)).holds

it('an election is not completed while a poll is ahead, here or elsewhere, and no poll is entered after it was', async () => {
  const electionId = await arrangeElection(ctx())
  await arrangePhase(ctx(), electionId, { constituencies: '1-2', hours: '2/1 7:00-17:00 2026-11-28' })
  scene.at(EVENING)
  const again = (changes: object) => arrangeElection(ctx(), { electionId, basedOn: 1, ...changes })
  for (const early of [
    { completedOn: '2026-11-22' },
    { completedOn: '2026-11-27' },
    { completedOn: '2026-11-28', elsewhereOn: '2026-11-29', elsewhereTime: '18:00' },
  ])
    await expect(again(early)).rejects.toMatchObject({ fields: { completedOn: 'elections_completed_before_poll' } })
  expect(await holds()).toHaveLength(1)
  await again({ completedOn: '2026-11-28' })
  for (const late of [{ pollOn: '2026-11-29' }, { hours: '1/1 7:00-17:00 2026-11-29' }])
    await expect(arrangePhase(ctx(), electionId, late)).rejects.toMatchObject({ fields: { pollOn: 'elections_poll_after_completion' } })
}) // prettier-ignore

it('hours, a line of one constituency, a booth’s line or a constituency that goes: each asks why, and says no other day than it was', async () => {
  const electionId = await arrangeElection(ctx())
  const phaseId = await arrangePhase(ctx(), electionId, { constituencies: '1-2', hours: '2 7:00-17:00', pollOn: '2026-12-24' })
  let basedOn = 1
  const change = (changes: object) => arrangePhase(ctx(), electionId, { phaseId, basedOn, constituencies: '1-2', hours: '2 7:00-17:00', ...changes })
  await change({ why: 'बाढ़ आई', pollOn: '2026-11-24' })
  basedOn = 2
  for (const moves of [{ closes: '17:00' }, { hours: '' }, { hours: '2 7:00-16:00' }, { constituencies: '2' }, { hours: '2 7:00-17:00\n1/1 7:00-15:00' }])
    await expect(change(moves)).rejects.toMatchObject({ fields: { why: 'elections_why_needed' } })
  // One more constituency moves nothing for anybody.
  await change({ constituencies: '1-3' })
  basedOn = 3
  await change({ constituencies: '1-3', closes: '17:30', why: 'आयोग ने समय घटाया' })
  scene.at(EVENING)
  const [hold] = await holds(scene.network.tree.constituency(0, 0).id)
  expect(hold).toMatchObject({ moved: { from: '2026-12-24', why: 'बाढ़ आई' }, changedWhy: 'आयोग ने समय घटाया' })
}) // prettier-ignore

it('the same command twice is one phase, and places that are not there are named', async () => {
  const electionId = await arrangeElection(ctx())
  const command = uuidv7()
  const phase = () => arrangePhase(ctx(), electionId, { command, constituencies: '1-2' })
  expect(await phase()).toBe(await phase())
  const refused = (changes: Parameters<typeof arrangePhase>[2]) =>
    arrangePhase(ctx(), electionId, changes).then(
      () => undefined,
      (error: { fields: unknown }) => error.fields,
    )
  expect(await refused({ constituencies: '1, 77' })).toEqual({ constituencies: 'elections_constituency_unknown' })
  expect(await refused({ constituencies: '1', hours: '2 7:00-16:00' })).toEqual({ hours: 'elections_hours_outside' })
  expect(await refused({ constituencies: '1', hours: '1/99 7:00-16:00' })).toEqual({ hours: 'elections_hours_outside' })
  expect(await refused({ opens: '18:00', closes: '07:00' })).toEqual({ closes: 'elections_closes_before' })
}) // prettier-ignore
it('nobody changes the calendar without the right and the second step', async () => {
  const electionId = await arrangeElection(ctx())
  const other = scene.as(await scene.network.holder(scene.network.tree.district(0), null))
  await expect(arrangePhase(other, electionId)).rejects.toMatchObject({ reason: 'elections_may_not_keep' })
  const hurried = scene.as(await scene.network.holder(scene.network.tree.state, null, 'coordinator', 1))
  await expect(savePhase(hurried, { command: uuidv7(), electionId, nameHi: 'क', nameEn: 'a', pollOn: '2026-12-01', opens: '07:00', closes: '18:00', constituencies: '1' })).rejects.toMatchObject({ id: 'secondStepNeeded' }) // prettier-ignore
})
