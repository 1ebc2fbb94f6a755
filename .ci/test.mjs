/**
 * Runs everything (`npm test`): static checks, the build, unit, database and fault tests, journeys in Chromium. `npm test -- check`, `unit` or
 * `journeys` run a part; `npm test -- postgres15` runs what touches the database once more on Debian's PostgreSQL 15, as `.ci/run` does after
 * the rest; with `brief` the part of it that no other server can stand in for. Ends with one line `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const bin = (name) => join(process.cwd(), 'node_modules/.bin', name)
/** Bytes that the run's files may take at once (1.5 GB were seen), and as much again for its processes. */
const ROOM = 6 * 1024 ** 3

/**
 * Where the run's files lie: in memory where there is plenty, else on the disk. Hundreds of databases of a thousand small files each are made and
 * thrown away, and making them took a disk's file system a twentieth of the whole time.
 */
function folderOfRun() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    // What a container may use, not what its machine has.
    if (bavail * bsize < ROOM || process.availableMemory() < 2 * ROOM) throw new Error('too little memory')
    removeLeftOver()
    const folder = mkdtempSync(`/dev/shm/karyakarta-run-${process.pid}-`)
    // A container may let no program be run from there, and some tests write programs.
    const program = join(folder, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    if (spawnSync(program).status === 0) return folder
    rmSync(folder, { recursive: true })
  } catch {
    // No memory to spare, or none that is a folder.
  }
  return mkdtempSync(join(tmpdir(), 'karyakarta-run-'))
}

/** What runs that were killed left in memory. */
function removeLeftOver() {
  for (const folder of globSync('/dev/shm/karyakarta-run-*'))
    if (!existsSync(`/proc/${folder.split('-')[2]}`)) rmSync(folder, { recursive: true, force: true })
}

const reports = folderOfRun()
chmodSync(reports, 0o711) // run by root, PostgreSQL is `nobody` and must get through
// What a test leaves behind goes with the folder, also when the run is stopped.
process.env.TMPDIR = join(reports, 'tmp')
mkdirSync(process.env.TMPDIR)
chmodSync(process.env.TMPDIR, 0o1777)
const removeAll = () => rmSync(reports, { recursive: true, force: true, maxRetries: 5 })
/** The step that runs: a group of its own, which is ended with the run before its files are removed. */
let running
let isStopped = false
/** Waits for the end when the run is being stopped: no further step begins. */
const goOn = () => (isStopped ? new Promise(() => {}) : undefined)
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
  process.once(signal, async () => {
    isStopped = true
    if (running?.exitCode === null) {
      const ended = once(running, 'close')
      process.kill(-running.pid, 'SIGTERM')
      await Promise.race([ended, sleep(10_000)])
      try {
        process.kill(-running.pid, 'SIGKILL')
      } catch {
        // Nothing of it is left.
      }
    }
    removeAll()
    process.exit(code)
  })
// Those tests and journeys that need a filled demo take copies of one home (tests/started/furnishedHome.ts).
process.env.KARYAKARTA_FURNISHED = join(reports, 'furnished')
// Hundreds of processes load the same code: what one of them has compiled, the next takes, as every command of the house does.
process.env.NODE_COMPILE_CACHE ??= join(process.cwd(), 'node_modules/.cache/karyakarta')
const report = (name) => join(reports, `${name.replaceAll(' ', '-')}.json`)
let passed = 0
let failed = 0
/** What failed, each with the first lines of why: said once more at the end, which is what is left of a long log that was cut. */
const faults = []

/** Runs a step; `count` reads its report, otherwise the step itself counts as one. */
async function step(name, command, args, { environment = {}, count } = {}) {
  const started = Date.now()
  process.stdout.write(`\n── ${name}\n`)
  const run = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    detached: true,
  })
  running = run
  const [status] = await once(run, 'close')
  await goOn()
  const counted = count?.()
  if (counted) {
    passed += counted.passed
    failed += counted.failed
  } else if (status === 0) passed++
  // A runner that died without a report, or failed outside its tests, is a failure too.
  if (status !== 0 && !counted?.failed) {
    failed++
    faults.push([name, `ended with status ${status}`])
  }
  process.stdout.write(
    `── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`,
  )
  return status === 0
}

/** Runs tests with Vitest, in the given surroundings (`prefix COMMAND`), and counts what they report. */
function vitest(name, files = [], prefix = []) {
  const file = report(name)
  const [command, ...words] = [...prefix, bin('vitest'), 'run', ...files]
  return step(
    name,
    command,
    [...words, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    {
      count() {
        if (!existsSync(file)) return undefined
        const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'))
        for (const { name: path, message, status, assertionResults } of testResults) {
          const broken = assertionResults.filter((test) => test.status === 'failed')
          for (const test of broken) faults.push([`${path} › ${test.fullName}`, test.failureMessages[0]])
          if (status === 'failed' && broken.length === 0) faults.push([path, message])
        }
        return { passed: numPassedTests, failed: numFailedTests }
      },
    },
  )
}

/** The same with Playwright. */
function playwright(name, words = [], prefix = [], environment = {}) {
  const file = report(name)
  const output = `--output=test-results/${name.replaceAll(' ', '-')}`
  const [command, ...all] = [...prefix, bin('playwright'), 'test', ...words, output, '--reporter=list,json']
  return step(name, command, all, {
    environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    count() {
      if (!existsSync(file)) return undefined
      const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'))
      for (const { file: path, title, tests } of suites.flatMap(specsOf).filter((spec) => !spec.ok))
        faults.push([`${path} › ${title}`, tests.flatMap((test) => test.results)[0]?.error?.message])
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
    },
  })
}

/** Every journey of a Playwright report's suite, those of the suites within it too. */
const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]

/** Whether a test stands on the run's PostgreSQL, by itself or by what it takes from `tests/`. */
function usesDatabase(file) {
  const text = readFileSync(file, 'utf8')
  if (/testPlatform|clusterUrl/.test(text)) return true
  return [...text.matchAll(/from '#tests\/([^']+)'/g)].some(([, path]) => usesDatabase(join('tests', path)))
}

/**
 * Tests that stand on the run's PostgreSQL, found by what they use, so that no list can forget one. Those that try every pair of levels and wings
 * ask the rooms' policies, which no server's version changes: the first run has them.
 */
const databaseTests = () =>
  globSync(isBrief ? ['src/platform/**/*.test.ts', 'src/modules/coverage/**/*.test.ts'] : ['src/**/*.test.ts', 'tests/accounts/*.test.ts']) // prettier-ignore
    .filter((file) => !file.endsWith('/someoneElse.test.ts'))
    .filter(usesDatabase)

/** What the journeys need of Debian: its Chromium without a window and, for notifications, whole. */
const CHROMIUM = ['chromium', 'chromium-headless-shell']

/** Installs what is missing of Debian's programs when we may, else says the one command to run. */
function install(programs, words) {
  if (programs.every((name) => existsSync(`/usr/bin/${name}`))) return
  if (process.getuid?.() !== 0) {
    process.stderr.write(
      `Of ${programs.join(', ')} something is missing. Run: sudo apt-get install -y ${words.join(' ')}\n`,
    )
    return
  }
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-q'], quiet)
  spawnSync('apt-get', ['install', '-y', '-q', ...words], quiet)
}

/** For somebody's quick look the whole Chromium does. */
function ensureChromium() {
  install(CHROMIUM, [...CHROMIUM, 'fonts-noto-core'])
  return existsSync('/usr/bin/chromium')
}

/** What makes films of the studio's pieces. */
function ensureFfmpeg() {
  install(['ffmpeg'], ['--no-install-recommends', 'ffmpeg'])
  return existsSync('/usr/bin/ffmpeg')
}

const part = process.argv[2] ?? 'all'
/** Migrations, the platform, coverage and the walk: what a slow machine still runs on PostgreSQL 15. */
const isBrief = process.argv[3] === 'brief'
const wants = (name) => part === 'all' || part === name

if (wants('check')) await step('checks', process.execPath, ['.ci/check.mjs'])
else {
  // What the checks would have made: the compiled messages and SvelteKit's own types and settings.
  await step('messages', process.execPath, ['cli/start/compileMessages.ts'])
  await step('sync', bin('svelte-kit'), ['sync'])
}
// Before the tests, several of which would wait for it and keep a core idle.
const isBuilt = part === 'check' || (await step('build', process.execPath, ['cli/start/build.ts']))
if (wants('unit')) {
  if (!ensureFfmpeg()) failed++
  await vitest('unit, database and fault tests')
}
if (part === 'postgres15')
  await vitest(`${isBrief ? 'some' : 'all'} database tests on PostgreSQL 15`, databaseTests(), [
    '.ci/onDebianPostgres',
  ])
const wantsBrowser = wants('journeys') || part === 'postgres15'
if (wantsBrowser && isBuilt) {
  if (!ensureChromium()) failed++
  else if (part === 'postgres15') {
    // What a page looks like does not depend on the server: axe has seen it above.
    const main = [...(isBrief ? ['walk'] : ['walk', 'join', 'accounts']), '--grep-invert=axe finds nothing']
    await playwright(`${isBrief ? 'the walk' : 'main journeys'} on PostgreSQL 15`, main, [
      '.ci/onDebianPostgres',
    ])
  } else
    // A worker for each core, each with an installation of its own, which takes a gigabyte.
    await playwright('journeys', [`--workers=${Math.min(Math.max(availableParallelism(), 2), 4)}`], [], {
      JOURNEY_PICTURES: 'none',
    })
}

removeAll()
for (const [name, why] of faults)
  process.stdout.write(`\n✘ ${name}\n${(why ?? '').split('\n').slice(0, 12).join('\n')}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
