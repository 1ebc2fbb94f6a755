/** What a message says of itself while it is under way: done when nothing waits, and waiting when nobody works on it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { arrangeMessage, arrangeSettings, arrangeUnknown } from '#tests/builders/outreach.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { finishMessages, leaseDue, repeatUnknown } from './deliveryStore.ts'
import { lockMessage, saveRunningAgain } from './messageStore.ts'
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
})
