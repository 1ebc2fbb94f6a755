import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editions } from '#editions/index.ts'
import { newToken } from '#platform/accounts/token.ts'
import { readEnvironment, type Environment } from '#platform/environment/environment.ts'
import { openLog } from '#platform/telemetry/log.ts'
import { proveWall, DOORS } from '../../cli/doctor/wall/proveWall.ts'
import { waysInto } from '../../cli/doctor/wall/imports.ts'
import type { Side } from '../../cli/doctor/wall/door.ts'
import type { Installation } from '../../cli/operate/installation.ts'
import { ensureWebBuild } from '../../cli/start/webBuild.ts'
import { visit } from '../../cli/doctor/wall/visit.ts'
import { behindHttpsTests } from './behindHttps.ts'
import { serve, type Serving } from './serving.ts'
import { freePort } from '../database/freePort.ts'
import { twoEditions, type ProvisionedHouse, type TwoEditions } from './twoEditions.ts'

let both: TwoEditions
let organisation: Side
let programme: Side
const served: Serving[] = []
beforeAll(async () => {
  both = await twoEditions()
  await ensureWebBuild(process.cwd(), new AbortController().signal)
  for (const house of [both.organisation, both.programme])
    served.push(await serve(house, join(both.folder, house.edition, 'log', 'serve.log')))
  organisation = sideOf(both.organisation, served[0]!)
  programme = sideOf(both.programme, served[1]!)
}, 300_000)
afterAll(async () => {
  await Promise.all(served.map((server) => server.close()))
  await both.close()
})

function installationOf(house: ProvisionedHouse, environment: Environment, logFile: string): Installation {
  const { rooms, jobs } = editions[house.edition]
  const servingRole = new URL(house.url).username
  return { environment, ownerUrl: house.ownerUrl, plan: { servingRole, rooms, jobs }, logFile }
}
/** The edition with the port on which it really serves, and the file into which it really logs. */
function sideOf(house: ProvisionedHouse, { port, logFile }: Serving): Side {
  const origin = house.platform.environment.origin.replace(/:\d+$/, `:${port}`)
  const environment = { ...house.platform.environment, port, origin }
  return {
    installation: installationOf(house, environment, logFile),
    platform: { ...house.platform, environment },
  }
}

describe.each(DOORS.map((door) => [door.id, door] as const))('through the %s', (_id, door) => {
  it('what works in the organisation does not work in the programme', async () => {
    expect(await door.tryToCross(organisation, programme)).toMatchObject({ atHome: true, crossed: false })
  })

  it('what works in the programme does not work in the organisation', async () => {
    expect(await door.tryToCross(programme, organisation)).toMatchObject({ atHome: true, crossed: false })
  })
})

it('an edition that serves without an SMS gateway says so when it starts', () => {
  for (const { logFile } of served)
    expect(readFileSync(logFile, 'utf8')).toContain('SMS_GATEWAY_URL is not set')
})

it('a session cookie is known to the web server of its own edition, over HTTP, and a stranger to the other', async () => {
  for (const [own, other] of [
    [organisation, programme],
    [programme, organisation],
  ] as const) {
    const { seen } = await DOORS[0]!.tryToCross(own, other)
    expect(seen).toContain('known to its own web server and a stranger to the other')
  }
  expect(await visit(organisation.platform.environment, 'organisation', newToken())).toBe('stranger')
})

behindHttpsTests(() => both)

it("what one edition writes into its log file stands in its own and not in the other's", async () => {
  for (const [own, other] of [
    [organisation, programme],
    [programme, organisation],
  ] as const) {
    const { edition } = own.platform.environment
    const secret = `secret-of-${edition}-${newToken()}`
    const [mine, theirs] = [own.installation.logFile!, other.installation.logFile!]
    openLog('info', { edition }, { write: (line) => appendFileSync(mine, line) }).info(
      { secret: 1, told: secret },
      'x',
    )
    expect(readFileSync(mine, 'utf8')).toContain(secret)
    expect(readFileSync(theirs, 'utf8')).not.toContain(secret)
    expect(await DOORS.at(-1)!.tryToCross(own, other)).toMatchObject({ atHome: true, crossed: false })
  }
})

describe('a hole in the wall is found', () => {
  /** The programme as a careless operator might set it: partly the organisation's. */
  const careless = (changes: { platform?: object; environment?: object }): Side => {
    const environment = { ...programme.platform.environment, ...changes.environment }
    const platform = { ...programme.platform, ...changes.platform, environment } as Side['platform']
    return { installation: { ...programme.installation, environment }, platform }
  }
  const door = (id: string) => DOORS.find((candidate) => candidate.id === id)!

  it('when both editions share one database', async () => {
    const shared = careless({
      platform: { db: organisation.platform.db },
      environment: { databaseUrl: organisation.platform.environment.databaseUrl },
    })
    for (const id of ['cookie', 'job-queue', 'file-store', 'sql-role'])
      expect(await door(id).tryToCross(organisation, shared), id).toMatchObject({ crossed: true })
  })

  it('when both editions are served from one host, be it on two ports', async () => {
    const origin = organisation.platform.environment.origin.replace(/:\d+$/, ':9999')
    const shared = careless({ environment: { origin } })
    expect(await door('cookie').tryToCross(organisation, shared)).toMatchObject({ crossed: true })
  })

  it("when a proxy leads to the other edition's web server", async () => {
    const { port } = organisation.platform.environment
    const misled = careless({ environment: { port } })
    expect(await door('cookie').tryToCross(organisation, misled)).toMatchObject({
      crossed: true,
      seen: expect.stringContaining('web server lets it in') as string,
    })
  })

  it('and nothing is said to be proven while one of two web servers is down', async () => {
    const down = careless({ environment: { port: await freePort() } })
    expect(await door('cookie').tryToCross(organisation, down)).toMatchObject({ atHome: false })
  })

  it('when both editions share one file store', async () => {
    const { KARYAKARTA_FILES } = organisation.platform.environment
    const shared = careless({ environment: { KARYAKARTA_FILES } })
    expect(await door('file-store').tryToCross(organisation, shared)).toMatchObject({ crossed: true })
  })

  it('when both editions write one log', async () => {
    const file = join(both.folder, 'one.log')
    writeFileSync(file, '{"edition":"organisation","msg":"x"}\n{"edition":"programme","msg":"y"}\n')
    const other = join(both.folder, 'another-name.log')
    symlinkSync(file, other)
    const writing = (side: Side, to: string): Side => ({
      ...side,
      installation: { ...side.installation, logFile: to },
    })
    for (const name of [file, other])
      expect(
        await door('log').tryToCross(writing(organisation, file), writing(programme, name)),
      ).toMatchObject({
        crossed: true,
        seen: expect.stringContaining('stands in') as string,
      })
  })

  it('when the log of one speaks of the other, and not when each speaks of itself', async () => {
    const logging = (side: Side, name: string, text: string): Side => {
      const file = join(both.folder, name)
      writeFileSync(file, `${text}\n`)
      return { ...side, installation: { ...side.installation, logFile: file } }
    }
    const own = logging(organisation, 'organisation.log', '{"edition":"organisation","msg":"x"}')
    const clean = logging(programme, 'programme.log', '{"edition":"programme","msg":"y"}')
    expect(await door('log').tryToCross(own, clean)).toMatchObject({ atHome: true, crossed: false })
    const gossip = logging(programme, 'gossip.log', 'cannot reach karyakarta_organisation')
    expect(await door('log').tryToCross(own, gossip)).toMatchObject({ crossed: true })
  })

  it('when code of one reaches code of the other over any number of steps', () => {
    const root = mkdtempSync(join(tmpdir(), 'karyakarta-imports-'))
    const file = (path: string, text: string) => {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    file('package.json', JSON.stringify({ imports: { '#modules/*': './src/modules/*' } }))
    file('src/modules/coverage/server/index.ts', `export { x } from '../../shared/between.ts'`)
    file('src/modules/shared/between.ts', `export const x = () => import('#modules/cases/server/index.ts')`)
    file('src/modules/cases/server/index.ts', `export const y = 1`)
    const search = (to: string) => waysInto(root, ['src/modules/coverage/'], [to])
    expect(search('src/modules/cases/').way).toEqual([
      'src/modules/coverage/server/index.ts',
      'src/modules/shared/between.ts',
      'src/modules/cases/server/index.ts',
    ])
    expect(search('src/modules/register/').way).toBeUndefined()
    rmSync(root, { recursive: true })
  })
})

it('the import rule stops a programme door that uses an organisation room, and lets it use a shared one', () => {
  const root = mkdtempSync(join(tmpdir(), 'karyakarta-cruise-'))
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs', 'src/editions'])
    cpSync(name, join(root, name), { recursive: true })
  writeFileSync(
    join(root, 'tsconfig.json'),
    '{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true } }',
  )
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
  const door = join(root, 'src/routes/(programme)/today')
  for (const room of ['coverage', 'people']) {
    mkdirSync(join(root, `src/modules/${room}/server`), { recursive: true })
    writeFileSync(join(root, `src/modules/${room}/server/index.ts`), 'export const x = 1\n')
  }
  mkdirSync(door, { recursive: true })
  const cruise = (room: string) => {
    writeFileSync(
      join(door, 'page.ts'),
      `import { x } from '../../../modules/${room}/server/index.ts'\nexport const y = x\n`,
    )
    const words = [
      'node_modules/.bin/depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'src/routes',
      'src/modules',
    ]
    return spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' }).stdout
  }
  expect(cruise('coverage')).toMatch(/wall-programme-organisation/)
  expect(cruise('people')).toMatch(/no dependency violations/)
  rmSync(root, { recursive: true })
}, 60_000)

it('an edition does not start on the host or database of the other or database, by whatever address it is given', async () => {
  const [own, other] = [both.programme.variables, both.organisation.variables]
  const host = { PUBLIC_ORIGIN: 'https://a.example:1', OTHER_PUBLIC_ORIGIN: 'https://A.example:2' }
  expect(() => readEnvironment({ ...own, ...host })).toThrow(/one host/)
  const database = {
    PROGRAMME_DATABASE_URL: other.DATABASE_URL,
    PROGRAMME_DATABASE_OWNER_URL: other.DATABASE_OWNER_URL,
  }
  expect(() => readEnvironment({ ...own, ...database, DATABASE_URL: other.DATABASE_URL })).toThrow(
    /never share one/,
  )
  for (const command of ['worker', 'serve', 'migrate']) {
    const run = spawnSync(process.execPath, ['cli/karyakarta.mjs', command], {
      env: { PATH: process.env.PATH, ...own, ...database },
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(run.stderr, command).toMatch(/belongs to the organisation edition/)
    expect(run.status, command).toBe(1)
  }
}, 120_000)

it('the whole proof is made in both directions and leaves nothing behind', async () => {
  const counted = async () => {
    const { rows } = await both.organisation.owner.pool.query<{ n: string }>(
      `select (select count(*) from accounts.account) + (select count(*) from accounts.session) + (select count(*) from accounts.api_key)
         + (select count(*) from jobs.job) + (select count(*) from platform.file) as n`,
    )
    return Number(rows[0]!.n)
  }
  const before = await counted()
  const reports = await proveWall(organisation.installation, programme.installation)
  expect(reports).toHaveLength(2 * DOORS.length)
  expect(reports.filter(({ ok }) => !ok)).toEqual([])
  expect(await counted()).toBe(before)
})
