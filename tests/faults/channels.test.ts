/** Killed -9 in the midst of a send: what may be out is never sent again by itself, and what certainly is not begins again. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once as happened } from 'node:events'
import { afterAll, expect, it } from 'vitest'
import { runOne } from '#modules/channels/server/jobQueue.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import { useChannelStage } from '#tests/builders/channelStage.ts'

const stage = useChannelStage()
const workers: ChildProcess[] = []
afterAll(() => {
  for (const worker of workers) worker.kill('SIGKILL')
})
const MINUTE = 60_000

async function startWorker(): Promise<ChildProcess> {
  const { environment, clock } = stage.platform
  const worker = spawn(process.execPath, ['tests/processes/channelWorker.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      CHANNELS_AT: stage.platforms.at,
      WEBHOOKS_ON_LOOPBACK: 'true',
      STARTS_AT: String(clock.now().getTime()),
      LOG_LEVEL: 'silent',
    },
  })
  workers.push(worker)
  await happened(worker.stdout!, 'data')
  return worker
}
const ask = (ids: readonly string[]) =>
  stage.job().transaction((tx) => enqueueAll(tx, runOne as JobDefinition<{ targetId: string }>, ids.map((targetId) => ({ targetId })))) // prettier-ignore

it('a worker is killed after the one request of a post, and in the midst of another’s film: the first is asked about, the second begins again, and each is there once', async () => {
  const { x } = stage.platforms
  const channelId = await stage.channel('x')
  const sent = await stage.post(channelId)
  const film = await stage.post(channelId, {
    form: 'video_short',
    files: [await stage.film(5 * 1024 * 1024)],
  })
  stage.platforms.next(/POST \/x\/2\/tweets$/, 'takes, then silence')
  stage.platforms.next(/append$/, 'takes, then silence')
  const worker = await startWorker()
  await ask([sent, film])
  await expect.poll(() => [x.posts.size, stage.platforms.asked(/append$/).length], { timeout: 20_000 }).toEqual([1, 1]) // prettier-ignore
  worker.kill('SIGKILL')
  await happened(worker, 'exit')
  // Its hold has run out by the clock of the next one.
  stage.later(11 * MINUTE)
  await startWorker()
  await ask([sent, film])
  const now = async () => Promise.all([sent, film].map(async (id) => (await stage.look(id)).state))
  await expect.poll(now, { timeout: 20_000 }).toEqual(['ambiguous', 'queued'])
  expect(await stage.look(sent)).toMatchObject({ reason: 'channels_why_worker_died' })
  stage.later(2 * MINUTE)
  await stage.sweep()
  expect(await now()).toEqual(['ambiguous', 'sent'])
  expect(x.posts.size).toBe(2)
}, 60_000)
