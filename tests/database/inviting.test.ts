/** Whom an invitation reaches: of those invited, who has not answered and has had none; and whom a track's reminder reaches. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { changeDraft } from '#modules/outreach/server/changeDraft.ts'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { writeLedger } from '#modules/outreach/server/sending/writeLedger.ts'
import { arrangeEvent, arrangePush, ringAll, settleEvents } from '#tests/builders/events.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { composeInvitation } from '#modules/events/server/composeInvitation.ts'
import { withdrawFromEvent } from '#modules/events/server/ownStep.ts'
import { registerForEvent } from '#modules/events/server/registerForEvent.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
/** Quiet hours: what rings waits until nine. */
const NIGHT = new Date('2026-11-22T17:30:00Z')
const MORNING = new Date('2026-11-23T05:30:00Z')
let house: TestPlatform
let network: Network
let head: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  house.clock.moveTo(NOON)
})
// One writer lets few messages go a day.
beforeEach(async () => void (head = await network.holder(network.tree.state, null)))
afterAll(() => house.close())

const volunteer = async (role: 'volunteer' | 'trainer' = 'volunteer'): Promise<MadeUpPerson> => {
  const person = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'vouched' })
  await network.appoint(person, { role })
  return person
}
const asHer = async (person: MadeUpPerson) => house.as(await network.actor(person, 1))
const register = async (person: MadeUpPerson, eventId: string) =>
  registerForEvent(await asHer(person), { command: uuidv7(), eventId })
const lineOf = async (eventId: string) =>
  (await sql<{ id: string }>`select id from events.audience where event_id = ${eventId}`.execute(house.owner.db)).rows[0]!.id // prettier-ignore
/** As the page does it: the words, then a message like any other. */
const invite = async (eventId: string): Promise<string> => {
  const words = await composeInvitation(house.as(head), { eventId, audienceId: await lineOf(eventId) })
  const asked = { command: uuidv7(), channels: ['in_app', 'push'] as ('in_app' | 'push')[], ...words }
  return (await draftMessage(house.as(head), asked)).messageId
}
const letGo = async (messageId: string) => {
  await releaseMessage(house.as(head), { command: uuidv7(), messageId }, outreachRules)
  await writeLedger(house.asSystem(), messageId)
}
const reachOf = async (messageId: string) =>
  (await viewMessage(house.as(head), messageId, outreachRules)).reach!.people
const got = async (messageId: string, channel = 'in_app') =>
  (
    await sql<{ id: string; state: string }>`
      select person_id as id, state from outreach.delivery where message_id = ${messageId} and channel = ${channel}`.execute(
      house.owner.db,
    )
  ).rows.map(({ id }) => id)

it('an invitation reaches those who have not answered, each once, also who came since; never who registered or withdrew', async () => {
  const [comes, withdrew, silent] = [await volunteer(), await volunteer(), await volunteer()]
  const event = await arrangeEvent(house, { place: network.tree.booth(0, 0, 1), wing: 1 })
  await register(comes, event.id)
  await register(withdrew, event.id)
  await withdrawFromEvent(await asHer(withdrew), { command: uuidv7(), eventId: event.id })
  const first = await invite(event.id)
  expect(await reachOf(first)).toBe(1)
  await letGo(first)
  expect(await got(first)).toEqual([silent.id])

  const late = await volunteer()
  const second = await invite(event.id)
  expect(await reachOf(second)).toBe(1)
  await letGo(second)
  expect(await got(second)).toEqual([late.id])
  expect(await reachOf(await invite(event.id))).toBe(0)
})

it('an invitation to trainers reaches trainers alone, and its words may be changed without reaching further', async () => {
  const [trainer] = [await volunteer('trainer'), await volunteer()]
  const event = await arrangeEvent(house, { place: network.tree.booth(0, 0, 1), wing: 1 })
  await sql`update events.event set roles = '{trainer}' where id = ${event.id}`.execute(house.owner.db)
  const messageId = await invite(event.id)
  expect(await reachOf(messageId)).toBe(1)
  const { message } = await viewMessage(house.as(head), messageId, outreachRules)
  const { placeId, wing, audience } = message
  await changeDraft(house.as(head), {
    ...{ command: uuidv7(), messageId, basedOn: message.contentHash, placeId, wing, audience },
    ...{ channels: ['in_app'], titleHi: 'प्रशिक्षक आइए', wordsHi: 'शनिवार को शिविर है' },
  })
  expect(await reachOf(messageId)).toBe(1)
  await letGo(messageId)
  expect(await got(messageId)).toEqual([trainer.id])
})

it('whoever answers while an invitation waits for the morning is not rung', async () => {
  const [answers, sleeps] = [await volunteer(), await volunteer()]
  for (const { id } of [answers, sleeps]) await arrangePush(house, id)
  const event = await arrangeEvent(house, { place: network.tree.booth(0, 0, 1), wing: 1 })
  house.clock.moveTo(NIGHT)
  const messageId = await invite(event.id)
  await letGo(messageId)
  expect(await ringAll(house)).toEqual([])
  await register(answers, event.id)
  await settleEvents(house)
  house.clock.moveTo(MORNING)
  expect(await ringAll(house)).toEqual([sleeps.id])
  house.clock.moveTo(NOON)
})

it('what a message is about is one of the house’s own things: anything else is refused', async () => {
  const said = { placeId: network.tree.state.id, wing: null, audience: 'vouched', channels: ['in_app'], titleHi: 'सूचना', wordsHi: 'कल मिलेंगे' } as const // prettier-ignore
  for (const topic of ['people:' + uuidv7(), 'events:nonsense', "events:'; drop"])
    await expect(
      draftMessage(house.as(head), { command: uuidv7(), ...said, channels: ['in_app'], topic }),
    ).rejects.toMatchObject({ fields: { topic: 'outreach_topic_unknown' } })
})

it('a reminder of a track reaches those who are behind, as often as it is sent', async () => {
  await volunteer()
  const place = network.tree.booth(1, 0, 1)
  const [behind, done] = [
    await network.person({ place, wing: 1, state: 'vouched' }),
    await network.person({ place, wing: 1, state: 'vouched' }),
  ]
  const [course, lesson, version, track] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const now = house.clock.now()
  const { db } = house.owner
  await sql`insert into learning.course (id, key, platform, title_hi, title_en, summary_hi, summary_en, position, made_at)
    values (${course}, 'remind', 'none', 'याद', 'Remind', '', '', 0, ${now})`.execute(db)
  await sql`insert into learning.lesson (id, course_id, key, position) values (${lesson}, ${course}, 'one', 0)`.execute(db)
  await sql`
    insert into learning.version (id, lesson_id, number, state, content, content_hash, text_bytes, picture_bytes, media_bytes, begun_at, changed_at, approved_hash, released_at)
    values (${version}, ${lesson}, 1, 'released', '{}', sha256('a'), 1, 0, 0, ${now}, ${now}, sha256('a'), ${now})`.execute(db)
  await sql`insert into learning.pass (id, person_id, version_id, lesson_id, at) values (${uuidv7()}, ${done.id}, ${version}, ${lesson}, ${now})`.execute(db)
  await sql`insert into learning.track (id, name_hi, name_en, due_on, made_at) values (${track}, 'सबके लिए', 'For all', '2026-12-31', ${now})`.execute(db)
  await sql`insert into learning.track_course (track_id, course_id) values (${track}, ${course})`.execute(db)
  const remind = async () => {
    const said = { audience: 'vouched', channels: ['in_app' as const], titleHi: 'सीखना बाकी', wordsHi: 'पाठ पूरे करें' } as const
    const asked = { command: uuidv7(), placeId: place.id, wing: 1, ...said, channels: [...said.channels], topic: `learning:${track}` }
    const { messageId } = await draftMessage(house.as(head), asked)
    await letGo(messageId)
    return got(messageId)
  }
  expect(await remind()).toEqual([behind.id])
  expect(await remind()).toEqual([behind.id])
  while ((await deliverEvents(house.platform, [])) > 0);
}) // prettier-ignore
