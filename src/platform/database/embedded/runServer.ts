import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PLAIN_ENVIRONMENT, type OperatingUser } from './operatingUser.ts'
import { readPostmaster, shutDown } from './postmaster.ts'
import { postgresFailed, refusalOfFileError, refusalOfOutput } from './refusals.ts'

export interface RunningServer {
  readonly pid: number
  readonly ended: Promise<string>
  hasEnded(): boolean
}

export interface ServerOptions {
  binaries: string
  cluster: string
  user: OperatingUser
  port: number
  settings: Record<string, string>
  durable: boolean
  logFile: string
}

/** A log beyond this many bytes is set aside at the next start (one older file is kept). */
const LOG_LIMIT = 5_000_000

/** Replaying a long log after a crash takes its time; a server that says nothing for this long is given up. */
const PATIENCE_MS = 120_000

/** A killed server's last children keep its shared memory for a moment. */
const STILL_IN_USE = /shared memory block .* is still in use/

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // A socket's path may not be longer than 107 bytes; clones lie deeper than that.
  unix_socket_directories: '',
  timezone: 'UTC',
  lc_messages: 'C',
  // Neither statements nor values of people reach the log file.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_timezone: 'UTC',
}

const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Starts the server on an existing cluster and waits until it takes connections. @throws StartRefused */
export async function runServer(options: ServerOptions): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const log = openLog(options.logFile)
    const from = fstatSync(log).size
    const child = spawnServer(options, log)
    closeSync(log)
    const server = watch(child)
    if (await becomesReady(server, options.cluster)) return server
    const said = readFrom(options.logFile, from)
    if (STILL_IN_USE.test(said) && attempt < 50) await sleep(100)
    else throw refusalOfOutput(said, options.cluster, options.port, options.logFile)
  }
}

function spawnServer(options: ServerOptions, log: number): ChildProcess {
  const settings = { ...SETTINGS, ...(options.durable ? {} : THROW_AWAY), ...options.settings }
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return spawn(
    join(options.binaries, 'bin', 'postgres'),
    ['-D', options.cluster, '-p', String(options.port), ...words],
    {
      ...options.user,
      cwd: '/',
      env: PLAIN_ENVIRONMENT,
      // Its own session: Ctrl-C in the terminal reaches us, and we end it after those who use it.
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
}

function watch(child: ChildProcess): RunningServer {
  let over = false
  const interrupt = () => child.kill('SIGINT')
  // An exit that nobody planned still takes the server along; after kill -9 the next start does.
  process.once('exit', interrupt)
  const ended = new Promise<string>((resolve) => {
    const end = (how: string) => {
      over = true
      process.removeListener('exit', interrupt)
      resolve(how)
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (code, signal) => end(signal ? `signal ${signal}` : `code ${code}`))
  })
  child.unref()
  return { pid: child.pid ?? 0, ended, hasEnded: () => over }
}

async function becomesReady(server: RunningServer, cluster: string): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS
  while (!server.hasEnded() && Date.now() < until) {
    const postmaster = readPostmaster(cluster)
    if (postmaster?.ready && postmaster.pid === server.pid) return true
    await sleep(10)
  }
  if (server.hasEnded()) return false
  await shutDown(server.pid, server.hasEnded)
  throw postgresFailed(`not ready after ${PATIENCE_MS / 1000} s`, cluster)
}

function openLog(file: string): number {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`)
    return openSync(file, 'a', 0o600)
  } catch (error) {
    throw refusalOfFileError(error, file)
  }
}

/** What was written to the log since, at most 64 kB of it. */
function readFrom(file: string, from: number): string {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(65_536)
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, buffer.length, from))
  } finally {
    closeSync(handle)
  }
}
