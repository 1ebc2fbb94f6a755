/** From a draft to the ledger's last line, by the verbs and the worker, through a gateway that counts what phones got. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeConsents, arrangeSettings } from '#tests/builders/outreach.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { approveMessage } from './approveMessage.ts'
import type { ChangeDraft } from '../domain/message.ts'
import { cancelMessage } from './cancelMessage.ts'
import { changeDraft } from './changeDraft.ts'
import { leaseDue } from './deliveryStore.ts'
import { readMyMessages } from './myMessages.ts'
import { outreachReactions } from './reactions.ts'
import { releaseMessage } from './releaseMessage.ts'
import { outreachRules } from './rules.ts'
import { writeLedger } from './sending/writeLedger.ts'
import { viewMessage } from './viewMessage.ts'

const scene = useOutreachStage()
const NIGHT = new Date('2026-11-22T16:00:00Z')
const step = (messageId: string) => ({ command: uuidv7(), messageId })
const view = (messageId: string) => viewMessage(scene.as(scene.coordinator), messageId, outreachRules)
const gone = () => sql`delete from outreach.message`.execute(scene.house.owner.db)
const forget = () =>
  sql`delete from people.person where id not in (select person_id from people.appointment)`.execute(
    scene.house.owner.db,
  )
const textsTaken = () => [...scene.gateway.taken.values()]

beforeEach(async () => {
  await gone()
  await forget()
  await arrangeSettings(scene.house)
  scene.at(NOON)
  scene.gateway.behave({})
  ;(scene.gateway.taken as Map<string, unknown>).clear()
})

describe('before it is sent', () => {
  it('a message tells its exact reach, whom nothing reaches and why, and the price; the ledger is what was told', async () => {
    const people = await scene.volunteers(4)
    // A household: her phone gets it once. And one who agreed to nothing.
    const { network, house } = scene
    const place = network.tree.booth(0, 0, 1)
    const sister = await network.person({ place, wing: 1, state: 'vouched', phone: people[0]!.phone })
    await arrangeConsents(house, [sister], 'sms')
    await network.person({ place, wing: 1, state: 'vouched' })
    const messageId = await scene.draft({ channels: ['in_app', 'sms', 'push', 'email'] })
    const { reach } = await view(messageId)
    const by = Object.fromEntries(reach!.channels.map((one) => [one.channel, one]))
    // The coordinator is a member of her place too.
    expect(reach!.people).toBe(7)
    expect(by.in_app).toMatchObject({ now: 7, noConsent: 0 })
    expect(by.sms).toMatchObject({ now: 4, samePhone: 1, noConsent: 2 })
    expect(by.push).toMatchObject({ now: 0, noConsent: 7 })
    expect(by.email).toMatchObject({ now: 0, noConsent: 7 })
    // 61 places of 16 bits are one part, at 25 paise.
    expect(by.sms!.price).toEqual([{ language: 'hi', people: 4, segments: 1, paise: 100 }])

    await releaseMessage(scene.as(scene.coordinator), step(messageId), outreachRules)
    expect(await writeLedger(scene.job(), messageId)).toBe(11)
    expect(await writeLedger(scene.job(), messageId)).toBe(0)
    expect(await scene.tally(messageId)).toEqual({ 'in_app waiting': 7, 'sms waiting': 4 })
  })

  it('an SMS needs its registered wording, and values that fit; words aim at nobody’s posts', async () => {
    const refused = (changes: Parameters<typeof scene.draft>[0]) =>
      scene.draft(changes).then(
        () => undefined,
        (error: { fields: unknown }) => error.fields,
      )
    expect(await refused({ templateHi: '' })).toEqual({ templateHi: 'outreach_template_needed' })
    expect(await refused({ templateHi: '999999' })).toEqual({ templateHi: 'outreach_template_unknown' })
    expect(await refused({ valuesHi: 'रविवार' })).toEqual({ valuesHi: 'outreach_values_count' })
    expect(await refused({ valuesHi: `रविवार\n${'क'.repeat(31)}` })).toEqual({
      valuesHi: 'outreach_value_long',
    })
    expect(await refused({ wordsHi: 'https://x.com/somebody पर जवाब दें' })).toEqual({
      wordsHi: 'outreach_aims_at_post',
    })
    const { origin } = scene.platform.environment
    expect(await refused({ wordsHi: `यहाँ देखें ${origin}/today` })).toBeUndefined()
    expect(await refused({ wordsHi: `यहाँ देखें ${origin}.evil.example/today` })).toEqual({
      wordsHi: 'outreach_aims_at_link',
    })
  })

  it('a draft is changed as it was seen: of two windows neither writes over the other’s words, and what was let go stays', async () => {
    await scene.volunteers(1)
    const messageId = await scene.draft()
    const { contentHash: basedOn } = (await view(messageId)).message
    const change = (changes: Partial<ChangeDraft> = {}, by = scene.coordinator) =>
      changeDraft(scene.as(by), {
        command: uuidv7(),
        messageId,
        basedOn,
        placeId: scene.network.tree.constituency(0, 0).id,
        wing: null,
        audience: 'members',
        channels: ['in_app'],
        titleHi: 'शनिवार को बैठक',
        wordsHi: 'शनिवार को बूथ पर बैठक है',
        ...changes,
      })
    const command = uuidv7()
    expect(await change({ command })).toEqual({ messageId })
    const said = async () => (await view(messageId)).message
    expect(await said()).toMatchObject({ titleHi: 'शनिवार को बैठक', channels: ['in_app'], smsHi: null })
    // The same command again is no second change; another window that saw the first version is told.
    expect(await change({ command })).toEqual({ messageId })
    await expect(change({ titleHi: 'सोमवार को बैठक' })).rejects.toMatchObject({
      id: 'changedMeanwhile',
      reason: 'outreach_draft_changed',
    })
    expect((await said()).titleHi).toBe('शनिवार को बैठक')
    const seen = (await said()).contentHash
    const both = ['मंगल को बैठक', 'बुध को बैठक'].map((titleHi) => change({ titleHi, basedOn: seen }))
    const settled = await Promise.allSettled(both)
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    // Nor is anything sent that its writer has not read.
    const release = (contentHash: string) =>
      releaseMessage(scene.as(scene.coordinator), { ...step(messageId), contentHash }, outreachRules)
    await expect(release(seen)).rejects.toMatchObject({ reason: 'outreach_draft_changed' })
    const colleague = await scene.network.holder(scene.network.tree.district(0), null)
    const now = (await said()).contentHash
    await expect(change({ basedOn: now }, colleague)).rejects.toMatchObject({ id: 'forbidden' })
    await expect(change({ basedOn: now, wordsHi: 'https://x.com/somebody पर जवाब दें' })).rejects.toMatchObject(
      {
        fields: { wordsHi: 'outreach_aims_at_post' },
      },
    )
    await release(now)
    await expect(change({ basedOn: now })).rejects.toMatchObject({ reason: 'outreach_not_a_draft' })
    const { db } = scene.house.owner
    await expect(
      sql`update outreach.message set words_hi = 'कुछ और' where id = ${messageId}`.execute(db),
    ).rejects.toThrow(/no draft any more/)
  })

  it('from a number of people on somebody else agrees to exactly what she read', async () => {
    await scene.volunteers(3)
    await arrangeSettings(scene.house, { secondHandFrom: 3 })
    const messageId = await scene.draft()
    const { message, needsSecondHand } = await view(messageId)
    expect(needsSecondHand).toBe(true)
    expect(
      await releaseMessage(scene.as(scene.coordinator), step(messageId), outreachRules),
    ).toEqual({ state: 'awaiting' }) // prettier-ignore
    expect(await writeLedger(scene.job(), messageId)).toBe(0)
    const approval = { ...step(messageId), contentHash: message.contentHash }
    await expect(approveMessage(scene.as(scene.coordinator), approval)).rejects.toMatchObject({
      reason: 'outreach_may_not_approve',
    })
    const above = scene.as(await scene.network.holder(scene.network.tree.district(0), null))
    const other = { ...approval, command: uuidv7(), contentHash: '0'.repeat(64) }
    await expect(approveMessage(above, other)).rejects.toMatchObject({ reason: 'outreach_approval_void' })
    await approveMessage(above, { ...approval, command: uuidv7() })
    expect(await writeLedger(scene.job(), messageId)).toBe(3)
  })

  it('is let go once, however often the command comes, and no more often a day than allowed', async () => {
    await scene.volunteers(1)
    await arrangeSettings(scene.house, { perDay: 1 })
    const asked = step(await scene.draft())
    const release = (one: typeof asked) => releaseMessage(scene.as(scene.coordinator), one, outreachRules)
    expect(await release(asked)).toEqual(await release(asked))
    await expect(release(step(asked.messageId))).rejects.toMatchObject({ reason: 'outreach_not_a_draft' })
    await expect(release(step(await scene.draft()))).rejects.toMatchObject({
      reason: 'outreach_too_many_today',
    })
  })
})

describe('while it is sent', () => {
  it('each phone gets it once, in its registered wording; the inbox has it and becomes read', async () => {
    const people = await scene.volunteers(30)
    const messageId = await scene.release({ channels: ['in_app', 'sms'] })
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'in_app delivered': 31, 'sms accepted': 30 })
    expect(textsTaken()).toHaveLength(30)
    expect(textsTaken()[0]).toMatchObject({
      text: 'रविवार को बूथ 12 पर बैठक है। ज़रूर आएँ। - नमूना संगठन',
      templateId: '110700000001',
      unicode: true,
    })
    expect(new Set(textsTaken().map(({ to }) => to))).toEqual(new Set(people.map(({ phone }) => phone)))
    expect((await view(messageId)).message.state).toBe('done')
    const reader = scene.as(await scene.network.actor(people[0]!, 1))
    // A phone that fetches the page to keep it has shown it to nobody.
    expect(await readMyMessages(reader, false)).toMatchObject([{ isNew: true }])
    expect(await readMyMessages(reader)).toMatchObject([{ title: 'रविवार को बैठक', isNew: true }])
    expect(await readMyMessages(reader)).toMatchObject([{ isNew: false }])
  })

  it('faults, 429s and slow answers lose none and double none, with three workers at once', async () => {
    await scene.volunteers(250)
    const messageId = await scene.release()
    scene.gateway.behave({ broken: 0.03, cutOff: 0.03, slow: 0.05, slowMs: 300, busyEvery: 150, busyMs: 50 })
    await Promise.all([scene.deliver(), scene.deliver(), scene.deliver()])
    expect(await scene.tally(messageId)).toEqual({ 'sms accepted': 250 })
    expect(textsTaken()).toHaveLength(250)
    expect(scene.gateway.figures.tooEarly).toBe(0)
    expect(scene.gateway.figures.busy).toBeGreaterThan(0)
  }, 60_000)

  it('what may have gone out through a gateway without that promise is not sent again', async () => {
    await scene.volunteers(20)
    const messageId = await scene.release()
    scene.gateway.behave({ cutOff: 0.5 })
    const careless = scene.with({ SMS_GATEWAY_IDEMPOTENT: false })
    await scene.deliver(careless)
    scene.gateway.behave({})
    await scene.deliver(careless)
    const { repeated } = scene.gateway.figures
    const tally = await scene.tally(messageId)
    expect((tally['sms accepted'] ?? 0) + (tally['sms unknown'] ?? 0)).toBe(20)
    expect(tally['sms unknown']).toBeGreaterThan(0)
    expect(textsTaken()).toHaveLength(20)
    expect(scene.gateway.figures.repeated).toBe(repeated)
  })

  it('in the quiet hours only the inbox is filled; what rings is held, says until when, and goes out after', async () => {
    await scene.volunteers(5)
    scene.at(NIGHT)
    const draft = await scene.draft({ channels: ['in_app', 'sms'] })
    const sms = (await view(draft)).reach!.channels.find(({ channel }) => channel === 'sms')!
    expect(sms).toMatchObject({
      now: 0,
      held: [{ until: '2026-11-23T03:30:00.000Z', reason: 'outreach_held_quiet', people: 5 }],
    })
    const messageId = await scene.release({ channels: ['in_app', 'sms'] })
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'in_app delivered': 6, 'sms waiting': 5 })
    expect((await view(messageId)).tally).toContainEqual(
      expect.objectContaining({ channel: 'sms', state: 'held', reason: 'outreach_held_quiet', count: 5 }),
    )
    expect(textsTaken()).toHaveLength(0)
    scene.at(new Date('2026-11-23T03:30:01Z'))
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'in_app delivered': 6, 'sms accepted': 5 })
  })

  it('who withdraws, leaves, or whose message is stopped meanwhile gets nothing', async () => {
    const [one, two, three] = await scene.volunteers(3)
    scene.at(NIGHT)
    const messageId = await scene.release()
    await scene.deliver()
    await scene.withdrawsSms(one!)
    await scene.leaves(two!)
    scene.at(new Date('2026-11-23T03:30:01Z'))
    await scene.job().transaction((tx) =>
      outreachReactions[0]!.react(tx, { id: 1, name: 'people.left', payload: { personId: two!.id }, at: tx.now }),
    ) // prettier-ignore
    await scene.deliver()
    expect(textsTaken().map(({ to }) => to)).toEqual([three!.phone])
    expect(await scene.tally(messageId)).toEqual({ 'sms accepted': 1, 'sms cancelled': 2 })
  })

  it('is stopped while it runs: what has not gone out stays, and the counts say so', async () => {
    await scene.volunteers(400)
    const messageId = await scene.release()
    scene.gateway.behave({ slow: 1, slowMs: 150 })
    const running = scene.deliver()
    while (scene.gateway.taken.size < 50) await new Promise((go) => setTimeout(go, 5))
    const { stopped } = await cancelMessage(scene.as(scene.coordinator), step(messageId))
    await running
    const tally = await scene.tally(messageId)
    expect(stopped).toBeGreaterThan(0)
    expect(tally['sms cancelled']).toBeGreaterThanOrEqual(stopped)
    expect(tally['sms accepted']).toBe(scene.gateway.taken.size)
    expect(tally['sms accepted']! + tally['sms cancelled']!).toBe(400)
    expect((await view(messageId)).message.state).toBe('cancelled')
  }, 30_000)

  it('ends with the office of whoever wrote it', async () => {
    await scene.volunteers(3)
    const writer = await scene.network.holder(scene.network.tree.constituency(0, 0), null)
    const messageId = await scene.draft({}, writer)
    await releaseMessage(scene.as(writer), step(messageId), outreachRules)
    await writeLedger(scene.job(), messageId)
    await sql`update people.appointment set to_at = ${NOON} where person_id = ${writer.personId}`.execute(
      scene.house.owner.db,
    )
    await scene.deliver()
    expect(textsTaken()).toHaveLength(0)
    expect((await view(messageId)).message).toMatchObject({
      state: 'cancelled',
      cancelledWhy: 'outreach_writer_left_office',
    })
    const told = await sql`select from outreach.message where is_note and title_en like '%left office%'`.execute(scene.house.owner.db) // prettier-ignore
    expect(told.rows.length).toBeGreaterThan(0)
  })

  it('what a dead worker held is sent again under the same id, and is unknown where nobody knows repetitions', async () => {
    await scene.volunteers(6)
    const messageId = await scene.release()
    await scene.job().transaction((tx) => leaseDue(tx, 'sms', 100))
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'sms sending': 6 })
    scene.at(new Date(NOON.getTime() + 121_000))
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'sms accepted': 6 })
    const other = await scene.release()
    await scene.job().transaction((tx) => leaseDue(tx, 'sms', 100))
    scene.at(new Date(NOON.getTime() + 300_000))
    await scene.deliver(scene.with({ SMS_GATEWAY_IDEMPOTENT: false }))
    expect(await scene.tally(other)).toEqual({ 'sms unknown': 6 })
    expect(textsTaken()).toHaveLength(6)
  })

  it('is given up when its time is over, and a gateway that refuses is not asked twice', async () => {
    await scene.volunteers(2)
    scene.at(NIGHT)
    const messageId = await scene.release()
    await scene.deliver()
    scene.at(new Date(NIGHT.getTime() + 73 * 3_600_000))
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'sms failed': 2 })
    expect(textsTaken()).toHaveLength(0)
  })

  it('finds what is due by its index, in order, without sorting', async () => {
    await scene.volunteers(20)
    const messageId = await scene.draft()
    const { db } = scene.house.owner
    // Thousands sent and thousands still to be sent: with a few hundred, sorting them is as good.
    await sql`insert into outreach.message
      select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
      from outreach.message m, generate_series(1, 1000) where m.id = ${messageId}`.execute(db)
    await sql`insert into outreach.delivery
        (message_id, person_id, channel, language, place_id, place_lft, wing, state, next_at, changed_at)
      select m.id, p.id, 'sms', 'hi', m.place_id, m.place_lft, 1, case when i % 3 = 0 then 'waiting' else 'accepted' end,
        ${NOON}::timestamptz - i * interval '1 minute', ${NOON}
      from people.person p cross join (select *, row_number() over () as i from outreach.message) m`.execute(
      db,
    )
    await sql`analyze outreach.delivery`.execute(db)
    const plan = await scene.job().transaction(async (context) => {
      const found = await sql<{ 'QUERY PLAN': string }>`
        explain select id from outreach.delivery where state = 'waiting' and channel = 'sms' and next_at <= now()
        order by next_at, id limit 100 for update skip locked`.execute(context.db)
      return found.rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('delivery_due')
    expect(plan).not.toContain('Sort')
  })
})
