/** kill -9 in the middle of a message: the next worker goes on, and every phone gets it exactly once. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { outreachJobs } from '#modules/outreach/server/index.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { outreachRules } from '#modules/outreach/server/rules.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'

const scene = useOutreachStage()
const PEOPLE = 600
const workers: ChildProcess[] = []
afterAll(() => {
  for (const worker of workers) worker.kill('SIGKILL')
})

/** @param startsAt where the worker's clock stands when it begins @param knows whether the gateway promises to know repetitions */
async function startWorker(startsAt: Date, knows = true): Promise<ChildProcess> {
  const { environment } = scene.platform
  const worker = spawn(process.execPath, ['tests/processes/outreachWorker.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      SMS_GATEWAY_URL: scene.gateway.url,
      SMS_GATEWAY_ON_LOOPBACK: '1',
      ...(knows ? { SMS_GATEWAY_IDEMPOTENT: '1' } : {}),
      LOG_LEVEL: 'silent',
      STARTS_AT: String(startsAt.getTime()),
    },
  })
  workers.push(worker)
  await once(worker.stdout!, 'data')
  return worker
}

it('killed between the gateway’s yes and our writing it down, a worker loses none and doubles none', async () => {
  await scene.volunteers(PEOPLE)
  const messageId = await scene.draft()
  scene.gateway.behave({ slow: 0.3, slowMs: 100 })
  const first = await startWorker(NOON)
  await releaseMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId }, outreachRules)
  while (scene.gateway.taken.size < PEOPLE / 3) await sleep(2)
  first.kill('SIGKILL')
  await once(first, 'exit')
  const before = await scene.tally(messageId)
  // Some were taken of which the ledger knows nothing yet: those are what this is about.
  expect(before['sms sending']).toBeGreaterThan(0)
  expect(scene.gateway.taken.size).toBeLessThan(PEOPLE)
  expect(scene.gateway.taken.size).toBeGreaterThan(before['sms accepted'] ?? 0)

  // Two minutes later, when the dead worker's leases are over, another one comes.
  const second = await startWorker(new Date(NOON.getTime() + 125_000))
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100))
    if ((await scene.tally(messageId))['sms accepted'] === PEOPLE) break
  expect(await scene.tally(messageId)).toEqual({ 'sms accepted': PEOPLE })
  expect(scene.gateway.taken.size).toBe(PEOPLE)
  expect(scene.gateway.figures.repeated).toBeGreaterThan(0)
  const ids = await sql<{
    id: string
  }>`select id from outreach.delivery where message_id = ${messageId}`.execute(scene.house.owner.db)
  expect([...scene.gateway.taken.keys()].toSorted()).toEqual(ids.rows.map(({ id }) => id).toSorted())
  second.kill('SIGTERM')
  await once(second, 'exit')
}, 120_000)

it('a message whose worker died at every try before its ledger was written is taken up by the next round', async () => {
  const messageId = await scene.draft()
  await releaseMessage(scene.as(scene.coordinator), { command: uuidv7(), messageId }, outreachRules)
  await sql`update jobs.job set state = 'failed', completed_on = now() where data->>'messageId' = ${messageId}`.execute(
    scene.house.owner.db,
  )
  scene.gateway.behave({})
  const sweep = outreachJobs(outreachRules).find(({ name }) => name === 'outreach.sweep')!
  const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
  for (const _ of [1, 2]) await sweep.handle(scene.job(), {}, run)
  expect(await scene.tally(messageId)).toEqual({ 'sms accepted': PEOPLE })
})

it('killed before a gateway that knows no repetitions, only those whom it had been handed are unknown; none is lost, none doubled', async () => {
  const { gateway, coordinator } = scene
  const messageId = await scene.draft()
  gateway.behave({ slow: 1, slowMs: 20_000 })
  ;(gateway.taken as Map<string, unknown>).clear()
  const { repeated } = gateway.figures
  const died = async (worker: ChildProcess) => {
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  const first = await startWorker(NOON, false)
  await releaseMessage(scene.as(coordinator), { command: uuidv7(), messageId }, outreachRules)
  // Every place is taken, and nothing moves: what the ledger calls begun is what the gateway has.
  for (let before = -1; before !== gateway.taken.size || before === 0; await sleep(400))
    before = gateway.taken.size
  const inFlight = gateway.unanswered()
  expect(inFlight).toBeGreaterThan(0)
  expect(inFlight).toBeLessThan(PEOPLE / 2)
  await died(first)

  // The next one dies in the midst of it: no more stand unknown than it had places.
  gateway.behave({ slow: 1, slowMs: 100 })
  const second = await startWorker(new Date(NOON.getTime() + 125_000), false)
  while (gateway.taken.size < inFlight + PEOPLE / 3) await sleep(2)
  await died(second)
  expect((await scene.tally(messageId))['sms unknown']).toBe(inFlight)

  gateway.behave({})
  scene.at(new Date(NOON.getTime() + 300_000))
  await scene.deliver(scene.with({ SMS_GATEWAY_IDEMPOTENT: false }))
  const ledger = await sql<{ id: string; state: string }>`
    select id, state from outreach.delivery where message_id = ${messageId}`.execute(scene.house.owner.db)
  const of = (state: string) => ledger.rows.filter((row) => row.state === state).map(({ id }) => id)
  expect(of('accepted').length + of('unknown').length).toBe(PEOPLE)
  expect(of('accepted').filter((id) => !gateway.taken.has(id))).toEqual([])
  expect(of('unknown').length).toBeLessThanOrEqual(inFlight * 2)
  expect(gateway.figures.repeated).toBe(repeated)
}, 120_000)
