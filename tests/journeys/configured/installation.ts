import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { DEMO_WINGS } from '#demo/inventedPerson.ts'
import { closeMeetingPlaces, databaseOf, provisionEditions } from '#platform/database/provision.ts'
import { EDITIONS, type EditionName } from '#platform/environment/environment.ts'
import { freePort } from '../../database/freePort.ts'
import { untilReady } from '../untilReady.ts'
import { bringMadeUpPeople } from './madeUpPeople.ts'
import { openSmsGateway } from './smsGateway.ts'

/** An edition's two env files of docs/operations.md, as variables. */
interface Edition {
  readonly edition: EditionName
  readonly port: number
  readonly serving: Readonly<Record<string, string>>
  readonly owner: Readonly<Record<string, string>>
}

/**
 * The journeys' installation on a PostgreSQL that is not ours to start: both editions as docs/operations.md has them (roles and databases,
 * `setup`, `serve`, `worker`, `doctor`), then the made-up people. No persona links and no inbox: people sign in by phone, code and app.
 * @param superuserUrl a server for the tests alone; refused when editions stand there already
 * @returns takes everything down, the databases too
 */
export async function configuredInstallation(superuserUrl: string): Promise<() => Promise<void>> {
  await refuseLivedIn(superuserUrl)
  const home = mkdtempSync(join(tmpdir(), 'karyakarta-journey-'))
  const gateway = await openSmsGateway()
  const processes: ChildProcess[] = []
  const takeDown = async () => {
    for (const child of processes) child.kill('SIGTERM')
    await Promise.all(processes.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
    gateway.close()
    await asSuperuser(superuserUrl, async (client) => {
      for (const edition of EDITIONS)
        await client.query(`drop database if exists ${databaseOf(edition)} with (force)`)
    })
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const editions = await provision(superuserUrl, home, gateway.url)
    await Promise.all(editions.map((each) => setUp(each, home)))
    await bringMadeUpPeople(editions.find(({ edition }) => edition === 'organisation')!.serving)
    for (const { serving } of editions)
      for (const command of ['serve', 'worker']) processes.push(karyakarta(serving, command))
    for (const [at, { port }] of editions.entries()) await untilReady(port, processes[at * 2]!)
    for (const { owner } of editions) await done(owner, 'doctor')
    process.env.JOURNEY_HOME_FOLDER = home
    process.env.JOURNEY_SMS = gateway.url
    for (const { edition, serving } of editions)
      process.env[`JOURNEY_${edition.toUpperCase()}`] = serving.PUBLIC_ORIGIN
    return takeDown
  } catch (error) {
    await takeDown()
    throw error
  }
}

/** Step 1 and 2: databases, roles, environment. */
async function provision(superuserUrl: string, home: string, gatewayUrl: string): Promise<Edition[]> {
  const secret = () => randomBytes(24).toString('base64url')
  const provisioned = await provisionEditions(
    superuserUrl,
    EDITIONS.map((edition) => ({ edition, ownerPassword: secret(), servingPassword: secret() })),
  )
  await closeMeetingPlaces(superuserUrl)
  process.env.JOURNEY_CHANNELS = String(await freePort())
  return Promise.all(
    provisioned.map(async ({ edition, ownerUrl, servingUrl }) => {
      const port = await freePort()
      const prefix = edition === 'programme' ? 'PROGRAMME_' : ''
      const serving = {
        KARYAKARTA_EDITION: edition,
        [`${prefix}DATABASE_URL`]: servingUrl,
        [`${prefix}PORT`]: String(port),
        KARYAKARTA_KEYS: join(home, edition, 'keys'),
        KARYAKARTA_FILES: join(home, edition, 'files'),
        PUBLIC_ORIGIN: `http://${edition}.localhost:${port}`,
        SMS_GATEWAY_URL: gatewayUrl,
        SMS_GATEWAY_ON_LOOPBACK: '1',
        WEBHOOKS_ON_LOOPBACK: '1',
        CHANNELS_AT: `http://127.0.0.1:${process.env.JOURNEY_CHANNELS}`,
        X_CLIENT_ID: 'x-app',
        X_CLIENT_SECRET: 'x-secret',
        LOG_LEVEL: 'warn',
      }
      return { edition, port, serving, owner: { ...serving, [`${prefix}DATABASE_OWNER_URL`]: ownerUrl } }
    }),
  )
}

/** Step 3, with the wings that the made-up people stand in. */
async function setUp({ edition, owner }: Edition, home: string): Promise<void> {
  const answers = join(home, `${edition}.json`)
  writeFileSync(
    answers,
    JSON.stringify({
      settings: {
        nameHi: 'परीक्षण संगठन',
        nameEn: 'Organisation of the tests',
        grievanceName: 'शिकायत अधिकारी',
        grievanceContact: 'grievance@organisation.example',
      },
      wings: DEMO_WINGS.map(({ key, name_hi, name_en }) => ({ key, nameHi: name_hi, nameEn: name_en })),
      admin: { name: 'संस्थापक व्यवस्थापक', phone: '6100099321' },
    }),
  )
  await done(owner, 'setup', '--from', answers)
}

const karyakarta = (variables: Readonly<Record<string, string>>, ...words: string[]): ChildProcess =>
  spawn(process.execPath, ['cli/karyakarta.mjs', ...words], {
    // Nothing else of ours: what an edition needs stands in its env file.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** Runs a command to its end. @throws with what it said */
async function done(variables: Readonly<Record<string, string>>, ...words: string[]): Promise<void> {
  const child = karyakarta(variables, ...words)
  let said = ''
  child.stdout?.on('data', (part) => (said += String(part)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`karyakarta ${words.join(' ')} ended with ${code}: ${said}`)
}

/** Provisioning gives roles new passwords and the end drops databases: never on a server that somebody lives on. */
async function refuseLivedIn(superuserUrl: string): Promise<void> {
  const { rowCount } = await asSuperuser(superuserUrl, (client) =>
    client.query('select from pg_database where datname = any($1)', [EDITIONS.map(databaseOf)]),
  )
  if (rowCount) throw new Error('TEST_POSTGRES_URL: editions stand there already; give a server for tests')
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
