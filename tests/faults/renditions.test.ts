/** Killed -9 with a film in hand, a worker is relieved by another, and the film is made whole. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once as happened } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { scenesOf } from '#engines/scenes/index.ts'
import type { Rendition } from '#modules/studio/domain/renditions/form.ts'
import { shortPiece, useRenditionStage } from '#tests/builders/renditionStage.ts'

const stage = useRenditionStage()
const workers: ChildProcess[] = []
afterAll(() => {
  for (const worker of workers) worker.kill('SIGKILL')
})

async function startWorker(): Promise<ChildProcess> {
  const { environment } = stage.house.platform
  const worker = spawn(process.execPath, ['tests/processes/renderWorker.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      KARYAKARTA_EDITION: environment.edition,
      DATABASE_URL: environment.databaseUrl,
      KARYAKARTA_KEYS: environment.KARYAKARTA_KEYS,
      KARYAKARTA_FILES: environment.KARYAKARTA_FILES,
      LOG_LEVEL: 'silent',
    },
  })
  workers.push(worker)
  await happened(worker.stdout!, 'data')
  return worker
}

it('a film whose worker was killed is made by the next one', async () => {
  const slow = shortPiece((one) => ({
    ...one,
    scenes: Object.fromEntries(scenesOf(one).map(({ id }) => [id, { ...one.scenes[id]!, showMs: 1500 }])),
  }))
  const { pieceId, hash } = await stage.piece(slow)
  const until = async (isSo: (rows: readonly Rendition[]) => boolean, patienceMs: number) => {
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(100)) {
      const rows = await stage.rows(pieceId, hash)
      if (isSo(rows)) return rows
    }
    return stage.rows(pieceId, hash)
  }
  const first = await startWorker()
  await stage.ask(pieceId, 'video_short')
  const begun = await until((rows) => rows.some(({ state }) => state === 'rendering'), 30_000)
  expect(begun.some(({ state }) => state === 'rendering')).toBe(true)
  await sleep(300)
  first.kill('SIGKILL')
  await startWorker()
  const made = await until((rows) => rows.every(({ state }) => state === 'ready'), 100_000)
  expect(made.map(({ language, state, percent }) => [language, state, percent])).toEqual([
    ['hi', 'ready', 100],
    ['en', 'ready', 100],
  ])
}, 150_000)
