import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startEmbedded, type EmbeddedOptions, type EmbeddedPostgres } from './index.ts'
import { passwordFileOf } from './superuserPassword.ts'

/** One cluster is made for the whole file; each test starts on a copy of it, which spares initdb's second. */
let template: string
let home: string
let folder: string
let port: number
let lines: string[] = []
let ends: (() => unknown)[] = []

async function start(more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const notice: EmbeddedOptions['notice'] = (line) => lines.push(line.en)
  const postgres = await startEmbedded({ dataFolder: folder, port, durable: false, notice, ...more })
  ends.push(() => postgres.stop())
  return postgres
}

async function ask(postgres: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  client.on('error', () => {}) // a server killed under us must not end the test's process
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process that starts on the same folder, says `ready <pid of postgres>` or `refused <id>`, and stays. */
async function startElsewhere(): Promise<{ said: string; child: ChildProcess }> {
  const script = `
    import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
    import { readFileSync } from 'node:fs'
    try {
      const options = { dataFolder: ${JSON.stringify(folder)}, port: ${port}, durable: false }
      const postgres = await startEmbedded(options)
      console.log('ready ' + readFileSync(postgres.dataFolder + '/postmaster.pid', 'utf8').split('\\n')[0])
      setInterval(() => {}, 1000)
    } catch (error) { console.log('refused ' + error.id) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  ends.push(() => child.kill('SIGKILL'))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { said: String(said).trim(), child }
}

const pidOf = (postgres: EmbeddedPostgres) =>
  Number(readFileSync(join(postgres.dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0])

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer()
  const free = await listening(server)
  await once(server.close(), 'close')
  return free
}

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'karyakarta-template-'))
  chmodSync(template, 0o755)
  folder = join(template, 'postgres')
  port = await freePort()
  await (await start()).stop()
})

afterAll(() => rmSync(template, { recursive: true, force: true }))

beforeEach(async () => {
  home = `${template}-copy`
  // cp -a keeps the owner, which is another user than ours when we are root.
  spawnSync('cp', ['-a', template, home])
  folder = join(home, 'postgres')
  port = await freePort()
  lines = []
  ends = []
})

afterEach(async () => {
  for (const end of ends.reverse()) await end()
  rmSync(home, { recursive: true, force: true })
})

describe('a quiet life', () => {
  it('keeps a row from one start to the next, and says nothing', async () => {
    const first = await start()
    await ask(first, 'create table kept as select 7 as number')
    await first.stop()
    expect(await first.ended).toBe('code 0')
    expect(await ask(await start(), 'select number from kept')).toEqual([{ number: 7 }])
    expect(lines).toEqual([])
  })

  it('knows Devanagari: matras belong to words, trigrams are not empty', async () => {
    const postgres = await start()
    await ask(postgres, 'create extension pg_trgm')
    const sql = `select 'जयपुर' ~ '^\\w+$' as word, cardinality(show_trgm('जयपुर')) as trigrams`
    expect(await ask(postgres, sql)).toEqual([{ word: true, trigrams: 6 }])
  })

  it('listens on loopback only and asks for the password that lies private beside the data', async () => {
    const postgres = await start()
    const settings = await ask(
      postgres,
      `select current_setting('listen_addresses') as address,
      current_setting('unix_socket_directories') as sockets`,
    )
    expect(settings).toEqual([{ address: '127.0.0.1', sockets: '' }])
    expect(statSync(passwordFileOf(folder)).mode & 0o777).toBe(0o600)
    const wrong = new pg.Client({ connectionString: postgres.url.replace(/:[^:@]+@/, ':guessed@') })
    await expect(wrong.connect()).rejects.toThrow(/password authentication failed/)
  })

  it('takes settings for this start', async () => {
    const postgres = await start({ settings: { max_connections: '17' } })
    expect(await ask(postgres, 'show max_connections')).toEqual([{ max_connections: '17' }])
  })
})

describe('after a crash', () => {
  it('PostgreSQL killed: the next start recovers and keeps the row', async () => {
    const first = await start({ durable: true })
    await ask(first, 'create table kept as select 7 as number')
    process.kill(pidOf(first), 'SIGKILL')
    expect(await first.ended).toBe('signal SIGKILL')
    await first.stop()
    const second = await start({ durable: true })
    expect(await ask(second, 'select number from kept')).toEqual([{ number: 7 }])
    expect(lines).toEqual([expect.stringContaining('recovers from its own log')])
  })

  it('we are killed: the orphan is shut down and its port taken over', async () => {
    const { said, child } = await startElsewhere()
    const orphan = Number(said.split(' ')[1])
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(`/proc/${orphan}`)).toBe(true)
    const postgres = await start()
    expect(pidOf(postgres)).not.toBe(orphan)
    expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(lines).toEqual([expect.stringContaining(`pid ${orphan}`)])
  })

  it('a pid file whose number now belongs to another program is put aside', async () => {
    const bystander = spawn('sleep', ['60'])
    ends.push(() => bystander.kill('SIGKILL'))
    const file = join(folder, '18', 'postmaster.pid')
    writeFileSync(file, `${bystander.pid}\n${join(folder, '18')}\n1\n${port}\n\n127.0.0.1\n0 0\nready   \n`)
    expect(pidOf(await start())).not.toBe(bystander.pid)
    expect(bystander.exitCode).toBeNull()
  })

  it('a cluster whose making was interrupted is made again', async () => {
    rmSync(join(folder, '18'), { recursive: true })
    mkdirSync(join(folder, '18.unfinished'))
    writeFileSync(join(folder, '18.unfinished', 'PG_VERSION'), '18\n')
    expect(await ask(await start(), 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('refusals', () => {
  it('a second start on the same folder names the first', async () => {
    await start()
    const second = startEmbedded({ dataFolder: folder, port: port + 1 })
    await expect(second).rejects.toMatchObject({ id: 'already_running', fields: { pid: process.pid } })
    expect((await startElsewhere()).said).toBe('refused already_running')
  })

  it('of two starts at once exactly one runs', async () => {
    const both = await Promise.all([startElsewhere(), startElsewhere()])
    expect(both.map(({ said }) => said.split(' ')[0]).sort()).toEqual(['ready', 'refused'])
  })

  it('the same folder by another path is the same folder', async () => {
    await start()
    const link = join(home, 'link')
    symlinkSync(folder, link)
    await expect(start({ dataFolder: link })).rejects.toMatchObject({ id: 'already_running' })
  })

  it('a foreign program on the port is told from a foreign PostgreSQL', async () => {
    const silent = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    port = await listening(silent)
    ends.push(() => silent.close())
    await expect(start()).rejects.toMatchObject({ id: 'port_in_use', fields: { port, holder: 'program' } })

    const postgres = await start({ port: await freePort() })
    const other = { dataFolder: join(home, 'other'), port: postgres.port }
    await expect(start(other)).rejects.toMatchObject({ id: 'port_in_use', fields: { holder: 'postgresql' } })
  })

  it('a path under a file', async () => {
    writeFileSync(join(home, 'file'), '')
    const wanted = { dataFolder: join(home, 'file', 'postgres') }
    await expect(start(wanted)).rejects.toMatchObject({ id: 'folder_not_writable' })
  })

  it('a folder that its user may not write', async () => {
    chmodSync(folder, 0o500)
    await expect(start()).rejects.toMatchObject({ id: 'folder_not_writable' })
    chmodSync(folder, 0o700)
  })

  it('a cluster of another major version is left as it is', async () => {
    const file = join(folder, '18', 'PG_VERSION')
    writeFileSync(file, '17\n')
    await expect(start()).rejects.toMatchObject({ id: 'other_version', fields: { found: '17' } })
    expect(readFileSync(file, 'utf8')).toBe('17\n')
  })

  it('a folder with other things in it is not touched', async () => {
    const other = join(home, 'letters')
    mkdirSync(other, { mode: 0o777 })
    writeFileSync(join(other, 'letter.txt'), 'dear')
    chmodSync(other, 0o777)
    await expect(start({ dataFolder: other })).rejects.toMatchObject({ id: 'foreign_folder' })
    expect(readdirSync(other)).toEqual(['letter.txt'])
  })

  it('a lost password file', async () => {
    rmSync(passwordFileOf(folder))
    await expect(start()).rejects.toMatchObject({ id: 'password_lost' })
  })

  it('a setting PostgreSQL does not accept is told in its own words, and the folder is free again', async () => {
    const refused = start({ settings: { max_connections: 'many' } })
    await expect(refused).rejects.toMatchObject({ id: 'postgres_failed' })
    await expect(refused).rejects.toThrow(/max_connections/)
    await start()
  })
})
