/** What a message says of itself while it is under way: done when nothing waits, and waiting when nobody works on it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeMessage, arrangeSettings, arrangeUnknown, SETTINGS } from '#tests/builders/outreach.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { cancelMessage } from './cancelMessage.ts'
import { finishMessages, leaseDue, repeatUnknown } from './deliveryStore.ts'
import { lockMessage, saveRunningAgain } from './messageStore.ts'
import { listMessages } from './listMessages.ts'
import { changeOutreachRules } from './outreachSettings.ts'
import { outreachRules } from './rules.ts'
import { viewMessage } from './viewMessage.ts'

const scene = useOutreachStage()
const view = (messageId: string) => viewMessage(scene.as(scene.coordinator), messageId, outreachRules)

beforeEach(async () => {
  await sql`delete from outreach.message`.execute(scene.house.owner.db)
  await arrangeSettings(scene.house)
  scene.at(NOON)
  scene.gateway.behave({})
})

describe('a message under way', () => {
  it('all of which the gate holds says so on its page and in the list, until when and why, and follows when the quiet hours change', async () => {
    await scene.volunteers(2)
    const night = new Date('2026-11-22T16:00:00Z')
    scene.at(night)
    const messageId = await scene.release({ channels: ['in_app', 'sms'] })
    const said = async () => {
      const { rows } = await listMessages(scene.as(scene.coordinator), {})
      const { held } = await view(messageId)
      expect(rows.find(({ id }) => id === messageId)!.held).toEqual(held)
      return held && { ...held, until: new Date(held.until).toISOString() }
    }
    // What lies in the inbox is still to be written: nothing is held yet.
    expect(await said()).toBeNull()
    await scene.deliver()
    expect(await said()).toEqual({
      until: '2026-11-23T03:30:00.000Z',
      reason: 'outreach_held_quiet',
      last: null,
    })

    const admin = scene.as(await scene.network.holder(scene.network.tree.state, null, 'admin'))
    const rules = { ...SETTINGS, quiet: { from: '21:00', until: '07:00' } }
    await changeOutreachRules(admin, { command: uuidv7(), ...rules })
    expect(await said()).toBeNull()
    await scene.deliver()
    expect(await said()).toEqual({
      until: '2026-11-23T01:30:00.000Z',
      reason: 'outreach_held_quiet',
      last: null,
    })
    // A price that changed asks nobody again.
    await changeOutreachRules(admin, { command: uuidv7(), ...rules, paisePerSms: 30 })
    expect(await said()).not.toBeNull()
    scene.at(new Date('2026-11-23T01:30:01Z'))
    expect(await said()).toBeNull()
    await scene.deliver()
    expect(await scene.tally(messageId)).toEqual({ 'in_app delivered': 3, 'sms accepted': 2 })
  })

  it('of which part is held for a night and the rest for days tells both hours, and each reason', async () => {
    const people = await scene.volunteers(2)
    scene.at(new Date('2026-11-22T16:00:00Z'))
    const messageId = await scene.release({ channels: ['sms'] })
    await scene.deliver()
    // As the gate holds whoever stands where the silence before a poll lasts longer than the night.
    await sql`
      update outreach.delivery set next_at = '2026-11-25T12:30:00Z', reason = 'elections_held_silence'
      where message_id = ${messageId} and person_id = ${people[0]!.id}`.execute(scene.house.owner.db)
    const { held } = await view(messageId)
    expect(held).toMatchObject({ reason: 'outreach_held_quiet', last: { reason: 'elections_held_silence' } })
    expect([held!.until, held!.last!.until].map((until) => new Date(until).toISOString())).toEqual([
      '2026-11-23T03:30:00.000Z',
      '2026-11-25T12:30:00.000Z',
    ])
    const { rows } = await listMessages(scene.as(scene.coordinator), {})
    expect(rows.find(({ id }) => id === messageId)!.held).toEqual(held)
  })

  it('is not called done while somebody is just sending it again: what waits is seen, not what stood there before', async () => {
    const [person] = await scene.volunteers(1)
    const place = scene.network.tree.constituency(0, 0)
    const messageId = await arrangeMessage(scene.house, { place, channels: ['email'], state: 'running' })
    await arrangeUnknown(scene.house, messageId, person!.id)
    const [marked, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const again = scene.job().transaction(async (tx) => {
      await lockMessage(tx, messageId)
      expect(await repeatUnknown(tx, messageId, 'email')).toBe(1)
      await saveRunningAgain(tx, messageId, new Date(NOON.getTime() + 3_600_000))
      marked.resolve()
      await committed.promise
    })
    await marked.promise
    const finishing = scene.job().transaction((tx) => finishMessages(tx))
    await sleep(200)
    committed.resolve()
    await again
    expect(await finishing).toEqual([])
    expect(await scene.tally(messageId)).toEqual({ 'email waiting': 1 })
    const { rows } = await sql<{ state: string }>`select state from outreach.message where id = ${messageId}`.execute(scene.house.owner.db) // prettier-ignore
    expect(rows).toEqual([{ state: 'running' }])
  })

  it('says that it waits to be taken up again when its worker has died or none has begun', async () => {
    await scene.volunteers(3)
    const waits = async (messageId: string, seconds: number) => {
      scene.at(new Date(NOON.getTime() + seconds * 1000))
      return (await view(messageId)).waitsForWorker
    }
    const messageId = await scene.release({ channels: ['sms'] })
    expect(await waits(messageId, 5)).toBe(false)
    expect(await waits(messageId, 60)).toBe(true)
    // A worker that took them and died: as long as it may still answer nobody says so.
    scene.at(new Date(NOON.getTime() + 10_000))
    expect(await scene.job().transaction((tx) => leaseDue(tx, 'sms', 10))).not.toEqual([])
    expect(await waits(messageId, 60)).toBe(false)
    expect(await waits(messageId, 180)).toBe(true)
    await scene.deliver()
    expect(await waits(messageId, 200)).toBe(false)
    const place = scene.network.tree.constituency(0, 0)
    scene.at(NOON)
    const queued = await arrangeMessage(scene.house, { place, state: 'queued' })
    expect([await waits(queued, 5), await waits(queued, 60)]).toEqual([false, true])
  })

  it('that was let go at night is held from the first, before any worker has asked the gate', async () => {
    await scene.volunteers(2)
    scene.at(new Date('2026-11-22T16:00:00Z'))
    const messageId = await scene.release({ channels: ['sms'] })
    const held = { until: '2026-11-23T03:30:00.000Z', reason: 'outreach_held_quiet', last: null }
    const listed = async () =>
      (await listMessages(scene.as(scene.coordinator), {})).rows.find(({ id }) => id === messageId)!.held
    expect([(await view(messageId)).held, await listed()]).toEqual([held, held])
    // Its hour has come, and the gate will be asked in a moment: nothing holds it.
    scene.at(new Date('2026-11-23T03:30:01Z'))
    expect([(await view(messageId)).held, await listed()]).toEqual([null, null])
  })

  it('that was stopped tells in the list how many went out and how many were stopped', async () => {
    // Beside those of the tests before.
    const people = await scene.volunteers(3)
    const messageId = await scene.release({ channels: ['sms'] })
    await sql`
      update outreach.delivery set state = 'delivered' where message_id = ${messageId} and person_id = ${people[0]!.id}`.execute(
      scene.house.owner.db,
    )
    const reached = (await scene.tally(messageId))['sms waiting']! + 1
    await cancelMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId })
    const { rows } = await listMessages(scene.as(scene.coordinator), {})
    expect(rows.find(({ id }) => id === messageId)).toMatchObject({
      state: 'cancelled',
      sent: 1,
      stopped: reached - 1,
    })
  })
})
