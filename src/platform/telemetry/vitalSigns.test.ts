import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { openStore } from '../files/openStore.ts'
import { announce } from '../outbox/announce.ts'
import { FORWARDED_HEADER } from '../web/webServer.ts'
import { mayReadMetrics } from './mayReadMetrics.ts'
import { metricsOf } from './metrics.ts'
import { readiness } from './readiness.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

const rooms = ['places', 'people', 'coverage']

describe('readiness', () => {
  it('holds on a migrated database with its keys', async () => {
    expect(await readiness(house.platform, rooms)).toEqual({
      ready: true,
      checks: { database: 'ok', migrations: 'ok', keys: 'ok', files: 'ok', worker: 'ok' },
    })
  })

  it('fails while a migration is missing', async () => {
    await sql`update platform.migration set name = 'x' where name = '0001_platform_floor'`.execute(
      house.owner.db,
    )
    const answer = await readiness(house.platform, rooms)
    await sql`update platform.migration set name = '0001_platform_floor' where name = 'x'`.execute(
      house.owner.db,
    )
    expect(answer).toMatchObject({ ready: false, checks: { migrations: 'pending' } })
  })

  it('tells of a worker that is behind without turning visitors away', async () => {
    await house.asSystem().transaction((tx) => announce(tx, 'test.old', {}))
    await sql`update outbox.event set at = now() - interval '10 minutes'`.execute(house.owner.db)
    const answer = await readiness(house.platform, rooms)
    expect(answer.ready).toBe(true)
    expect(answer.checks.worker).toMatch(/^behind 60\d s$/)
  })

  it('fails where the folder of files is gone, says which part is ill and not where it lies; a bucket that all share is told only', async () => {
    const folder = house.platform.environment.KARYAKARTA_FILES
    // Each environment is asked anew: an answer holds for seconds.
    const anew = (over = {}) => ({
      ...house.platform,
      environment: { ...house.platform.environment, ...over },
    })
    const ill = anew()
    expect((await readiness(ill, rooms)).checks.files).toBe('ok')
    rmSync(folder, { recursive: true })
    expect((await readiness(ill, rooms)).checks.files).toBe('ok')
    writeFileSync(folder, 'a file where the folder was')
    const answer = await readiness(anew(), rooms)
    expect(answer).toMatchObject({ ready: false, checks: { database: 'ok', files: 'away' } })
    expect(JSON.stringify(answer)).not.toContain(folder)
    const bucket = {
      S3_BUCKET: 'b',
      S3_ENDPOINT: 'http://127.0.0.1:9',
      S3_ACCESS_KEY_ID: 'a',
      S3_SECRET_ACCESS_KEY: 'b',
    }
    expect(await readiness(anew(bucket), rooms)).toMatchObject({ ready: true, checks: { files: 'away' } })
    rmSync(folder)
  })

  it('holds while the disk is full, and says so: everything that is there can still be read', async () => {
    const environment = { ...house.platform.environment }
    // No disk of ours can be filled here; what the probe meets on one, files.test.ts tells.
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    vi.spyOn(await openStore(environment), 'probe').mockRejectedValue(full)
    expect(await readiness({ ...house.platform, environment }, rooms)).toMatchObject({
      ready: true,
      checks: { database: 'ok', files: 'full' },
    })
  })

  it('fails without keys, and when the database is away', async () => {
    const lost = await testPlatform()
    rmSync(join(lost.platform.environment.KARYAKARTA_KEYS, 'sealing.1.key'))
    expect(await readiness(lost.platform, rooms)).toMatchObject({ ready: false, checks: { keys: 'missing' } })
    await lost.close()
    expect(await readiness(lost.platform, rooms)).toMatchObject({
      ready: false,
      checks: { database: 'away' },
    })
  })
})

describe('metrics', () => {
  it('read twice at once hold no figure that means nothing was measured', async () => {
    const metrics = metricsOf(house.platform)
    const texts = await Promise.all([metrics.read(), metrics.read(), metrics.read()])
    const figures = texts.flatMap((text) => text.split('\n')).filter((line) => line && !line.startsWith('#'))
    const values = figures.map((line) => Number(line.split(' ').at(-1)))
    expect(figures.filter((_, at) => !Number.isFinite(values[at]) || values[at]! > 1e15)).toEqual([])
    expect(figures.filter((line) => line.includes('9223372036'))).toEqual([])
  })

  it('count requests by route id, never by address, and tell the backlog', async () => {
    const metrics = metricsOf(house.platform)
    metrics.observeRequest({ route: '/(public)/join/[code]', method: 'GET', status: 200, seconds: 0.02 })
    metrics.observeRequest({ route: null, method: 'PROPFIND', status: 404, seconds: 0.001 })
    const text = await metrics.read()
    expect(text).toContain(
      'karyakarta_http_request_duration_seconds_count{edition="organisation",route="/(public)/join/[code]",method="GET",status="200"} 1',
    )
    expect(text).toContain('route="none",method="other",status="404"')
    expect(text).toMatch(/karyakarta_outbox_waiting\{edition="organisation"\} 1/)
    expect(text).toMatch(/karyakarta_database_reachable\{edition="organisation"\} 1/)
  })

  it('are read from this machine or with the token, by nobody else', () => {
    const visit = (address: string, authorization: string | null = null, passedOn = false) => ({
      url: new URL('http://localhost:3000/metrics'),
      request: new Request('http://localhost:3000/metrics', {
        headers: {
          ...(authorization === null ? {} : { authorization }),
          ...(passedOn ? { [FORWARDED_HEADER]: '1' } : {}),
        },
      }),
      getClientAddress: () => address,
    })
    expect(mayReadMetrics(visit('127.0.0.1'), undefined)).toBe(true)
    expect(mayReadMetrics(visit('127.0.0.1', null, true), undefined)).toBe(false)
    expect(mayReadMetrics(visit('127.0.0.1', 'Bearer right', true), 'right')).toBe(true)
    expect(mayReadMetrics(visit('203.0.113.9', 'Bearer right'), 'right')).toBe(true)
    for (const [authorization, token] of [
      [null, 'right'],
      ['Bearer wrong', 'right'],
      ['Bearer ', ''],
      ['Bearer undefined', undefined],
      ['right', 'right'],
    ] as const)
      expect(mayReadMetrics(visit('203.0.113.9', authorization), token)).toBe(false)
  })
})
