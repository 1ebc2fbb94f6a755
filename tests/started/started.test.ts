/**
 * What only a started installation can show: the command line's own proof of the wall, the demo's doors, and what strangers get over HTTP.
 * One start for all, since it costs ten seconds.
 */
import { renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import pg from 'pg'
import { DOORS } from '../../cli/doctor/wall/proveWall.ts'
import { startedHouse, type StartedHouse } from './startedHouse.ts'
import { publicCheckTests } from './publicCheck.ts'
import { budgetTests } from './budgetsPerAddress.ts'
import { joinBudgetTests } from './joinBudget.ts'

vi.setConfig({ testTimeout: 60_000 })

let house: StartedHouse
beforeAll(async () => {
  house = await startedHouse()
}, 300_000)
afterAll(() => house.close())

async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: house.superuserUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

describe('karyakarta doctor --wall, on a started installation', () => {
  it('goes through every door in both directions and ends with 0', async () => {
    const { code, text } = await house.cli('doctor', '--wall')
    expect(text).toContain(`All ${2 * DOORS.length} checks hold.`)
    expect(text).not.toContain('✗')
    // Over HTTP, and in the log files that the editions really write.
    expect(text.match(/known to its own web server and a stranger to the other/g)).toHaveLength(2)
    expect(text).toContain(`0 strange lines in ${join(house.home, 'programme/log/serve.log')}`)
    expect(text).toContain(`0 strange lines in ${join(house.home, 'organisation/log/serve.log')}`)
    expect(code).toBe(0)
  })

  it('says the same as JSON', async () => {
    const { code, text } = await house.cli('doctor', '--wall', '--json')
    const reports = JSON.parse(text) as { id: string; edition: string; ok: boolean }[]
    expect(reports.map(({ edition, id }) => `${edition} ${id}`)).toEqual(
      ['organisation', 'programme'].flatMap((edition) => DOORS.map(({ id }) => `${edition} wall-${id}`)),
    )
    expect([code, reports.every(({ ok }) => ok)]).toEqual([0, true])
  })

  it("finds that a role may connect to the other's database, and ends with 1", async () => {
    const right = 'connect on database karyakarta_programme'
    await asSuperuser((client) => client.query(`grant ${right} to karyakarta_organisation_app`))
    try {
      const { code, text } = await house.cli('doctor', '--wall')
      expect(text).toContain('✗ SQL role: karyakarta_organisation_app may connect')
      expect(text).toContain('The wall has a hole')
      expect(text).toContain(`1 of ${2 * DOORS.length} checks do not hold.`)
      expect(code).toBe(1)
    } finally {
      await asSuperuser((client) => client.query(`revoke ${right} from karyakarta_organisation_app`))
    }
  })

  it('finds that both editions write one log, and ends with 1', async () => {
    const [one, other] = ['organisation', 'programme'].map((name) => join(house.home, name, 'log/serve.log'))
    renameSync(other!, `${other}.kept`)
    symlinkSync(one!, other!)
    try {
      const { code, text } = await house.cli('doctor', '--wall')
      expect(text).toMatch(/✗ Log: what is written into .* stands in/)
      expect(code).toBe(1)
    } finally {
      rmSync(other!)
      renameSync(`${other}.kept`, other!)
    }
  })
})

const PASSED_ON: readonly (readonly [string, Record<string, string>])[] = [
  ['a proxy on this machine', { 'x-forwarded-for': '203.0.113.9' }],
  ['a proxy that says the visitor is local', { 'x-forwarded-for': '127.0.0.1' }],
  ['a proxy of another kind', { forwarded: 'for=127.0.0.1' }],
  ['a tunnel', { via: '1.1 tunnel' }],
  ['a page that points its name to this machine', { host: 'demo.evil.example' }],
]

describe('the metrics', () => {
  it('are read from this machine', async () => {
    expect((await house.ask('/metrics')).text).toContain('# TYPE')
    expect((await house.ask('/metrics', { headers: { host: '127.0.0.1' } })).status).toBe(200)
  })

  it.each(PASSED_ON)('are not read by what comes by %s', async (_what, headers) => {
    const { status, text } = await house.ask('/metrics', { headers })
    expect([status, text.includes('# TYPE')]).toEqual([403, false])
  })
})

describe("the demo's doors of start's own children", () => {
  it('open for a browser on this machine', async () => {
    expect((await house.ask('/demo')).text).toContain('/demo/sign-in/state-coordinator')
    expect((await house.ask('/demo/inbox')).status).toBe(200)
    expect(await house.cookieOf('booth-volunteer')).toContain('karyakarta_organisation=')
    expect((await house.ask('/demo', { edition: 'programme' })).status).toBe(200)
  })

  it.each(PASSED_ON)('are not there for what comes by %s', async (_what, headers) => {
    for (const path of ['/demo', '/demo/inbox', '/demo/sign-in/booth-volunteer']) {
      const { status, headers: said } = await house.ask(path, { headers })
      expect([path, status, said['set-cookie']]).toEqual([path, 404, undefined])
    }
  })
})

publicCheckTests(() => house)
budgetTests(() => house)
joinBudgetTests(() => house)
