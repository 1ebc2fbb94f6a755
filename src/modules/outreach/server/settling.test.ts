/** What a worker writes down of deliveries that it had under lease, and what happened to them or to their message meanwhile. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { cancelMessage } from './cancelMessage.ts'
import { leaseDue, settleLeases, takeBackLeases, type Leased, type Settlement } from './deliveryStore.ts'

const scene = useOutreachStage()

beforeEach(async () => {
  const { db } = scene.house.owner
  await sql`delete from outreach.message`.execute(db)
  await sql`delete from people.person where id not in (select person_id from people.appointment)`.execute(db)
  scene.at(NOON)
})

const lease = (most = 100, begun = true) => scene.job().transaction((tx) => leaseDue(tx, 'sms', most, begun))
const settle = (settlements: readonly Settlement[]) =>
  scene.job().transaction((tx) => settleLeases(tx, settlements))
const stop = (messageId: string) =>
  cancelMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId })

/** It is to be tried again in a minute. */
const again = ({ id }: Leased): Settlement => ({
  id,
  state: 'waiting',
  reason: null,
  fault: 'the gateway was busy',
  providerId: null,
  nextAt: new Date(NOON.getTime() + 60_000),
  counts: true,
})
/** It was taken and not begun. */
const givenBack = (one: Leased): Settlement => ({
  ...again(one),
  fault: null,
  counts: false,
  leaseUntil: one.leaseUntil,
})
const taken = (one: Leased): Settlement => ({
  ...again(one),
  state: 'accepted',
  fault: null,
  providerId: 'its-own',
})

interface Row {
  readonly id: string
  readonly state: string
  readonly reason: string | null
  readonly attempts: number
  readonly begun: boolean
}
const ledger = async (messageId: string) =>
  (
    await sql<Row>`
      select id, state, reason, attempts, begun from outreach.delivery where message_id = ${messageId} order by id`.execute(
      scene.house.owner.db,
    )
  ).rows

describe('what is written down of a lease', () => {
  it('what a slow worker gives back says nothing of a delivery that another took meanwhile', async () => {
    await scene.volunteers(1)
    const messageId = await scene.release()
    const [slow] = await lease(1, false)
    scene.at(new Date(NOON.getTime() + 150_000))
    await scene.job().transaction((tx) => takeBackLeases(tx, []))
    const [quick] = await lease(1, false)
    expect(quick!.id).toBe(slow!.id)
    await settle([givenBack(slow!)])
    expect(await ledger(messageId)).toMatchObject([{ state: 'sending', attempts: 1, begun: false }])
    // Its own holder may give it back; and what came of a try is so, whoever holds the lease.
    await settle([givenBack(quick!)])
    expect(await ledger(messageId)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    await lease(1)
    await settle([taken(slow!)])
    expect(await ledger(messageId)).toMatchObject([{ state: 'accepted', attempts: 1 }])
  })

  it('what waits again stands as begun for whoever takes it next: a worker of a version before does not say so itself', async () => {
    await scene.volunteers(2)
    const messageId = await scene.release()
    const both = await lease(2, false)
    await settle([givenBack(both[0]!), again(both[1]!)])
    expect((await ledger(messageId)).map(({ state, begun }) => ({ state, begun }))).toEqual([
      { state: 'waiting', begun: true },
      { state: 'waiting', begun: true },
    ])
  })

  it('of a message that was stopped meanwhile nothing waits for another try, and what went out is told', async () => {
    await scene.volunteers(4)
    const messageId = await scene.release()
    const all = [...(await lease(3)), ...(await lease(1, false))]
    // The gateway had three when the message was stopped; the fourth was only taken, and is called off.
    expect(await stop(messageId)).toEqual({ stopped: 1 })
    await settle([again(all[0]!), taken(all[1]!), { ...again(all[2]!), state: 'failed' }, givenBack(all[3]!)])
    const told = new Map((await ledger(messageId)).map((row) => [row.id, row]))
    expect(all.map(({ id }) => told.get(id))).toMatchObject([
      { state: 'cancelled', reason: 'outreach_stopped', attempts: 1 },
      { state: 'accepted', reason: null, attempts: 1 },
      { state: 'failed', reason: null, attempts: 1 },
      { state: 'cancelled', reason: 'outreach_stopped', attempts: 0 },
    ])
  })

  it('what may have gone out in an earlier try is not told as stopped or failed, whatever ends it', async () => {
    await scene.volunteers(5)
    const messageId = await scene.release()
    const all = await lease(4)
    // Two answers broke off, one gateway was only busy; the worker of the fourth died, and nobody has taken the fifth.
    await settle([{ ...again(all[0]!), mayHaveGone: true }, { ...again(all[1]!), mayHaveGone: true }, again(all[2]!)]) // prettier-ignore
    scene.at(new Date(NOON.getTime() + 150_000))
    await scene.job().transaction((tx) => takeBackLeases(tx, ['sms']))
    const [used] = (await lease(5)).filter(({ id }) => id === all[0]!.id)
    await settle([{ ...again(used!), state: 'failed', reason: 'outreach_tries_used' }])
    scene.at(new Date(NOON.getTime() + 300_000))
    const told = async () => new Map((await ledger(messageId)).map((row) => [row.id, row]))
    expect((await told()).get(used!.id)).toMatchObject({ state: 'unknown', reason: null })
    await sql`update outreach.delivery set state = 'waiting', lease_until = null where state = 'sending'`.execute(
      scene.house.owner.db,
    )
    expect(await stop(messageId)).toEqual({ stopped: 2 })
    const states = await told()
    expect(all.map(({ id }) => states.get(id)!.state)).toEqual(['unknown', 'unknown', 'cancelled', 'unknown'])
    expect([...states.values()].filter(({ state }) => state === 'cancelled')).toMatchObject([
      { reason: 'outreach_stopped' },
      { reason: 'outreach_stopped' },
    ])
  })

  it('what a report settles while it is being written down stays', async () => {
    await scene.volunteers(1)
    const messageId = await scene.release()
    const [one] = await lease(1)
    let writing: Promise<void> | undefined
    await scene.house.owner.db.transaction().execute(async (tx) => {
      await sql`update outreach.delivery set state = 'delivered', lease_until = null, accepted_at = now() where id = ${one!.id}`.execute(
        tx,
      )
      writing = settle([taken(one!)])
      for (let waits = 0; waits === 0;) {
        const found = await sql<{ n: number }>`
          select count(*)::int as n from pg_locks where not granted`.execute(scene.house.owner.db) // prettier-ignore
        waits = found.rows[0]!.n
      }
    })
    await writing
    expect(await ledger(messageId)).toMatchObject([{ state: 'delivered' }])
  })
})
