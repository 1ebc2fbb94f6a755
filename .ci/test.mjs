/**
 * Runs everything (`npm test`): static checks, unit and database tests, the build with its budgets, journeys in Chromium.
 * `npm test -- unit` or `npm test -- journeys` run a part. Ends with one line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const bin = (name) => join(process.cwd(), 'node_modules/.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'karyakarta-reports-'))
const report = (name) => join(reports, `${name}.json`)
let passed = 0
let failed = 0

/** Runs a step in the foreground; `count` reads its report, otherwise the step itself counts as one. */
function step(name, command, args, { environment = {}, count } = {}) {
  const started = Date.now()
  process.stdout.write(`\n── ${name}\n`)
  const run = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
  const counted = count?.()
  if (counted) {
    passed += counted.passed
    failed += counted.failed
  } else if (run.status === 0) passed++
  // A runner that died without a report, or failed outside its tests, is a failure too.
  if (run.status !== 0 && !counted?.failed) failed++
  process.stdout.write(
    `── ${name}: ${run.status === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`,
  )
  return run.status === 0
}

function vitestCount() {
  if (!existsSync(report('vitest'))) return undefined
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report('vitest'), 'utf8'))
  return { passed: numPassedTests, failed: numFailedTests }
}

function playwrightCount() {
  if (!existsSync(report('journeys'))) return undefined
  const { stats } = JSON.parse(readFileSync(report('journeys'), 'utf8'))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

/** Debian's Chromium: installed when it is missing and we may, else the one command to run is said. */
function ensureChromium() {
  if (existsSync('/usr/bin/chromium')) return true
  if (process.getuid?.() !== 0) {
    process.stderr.write('Chromium is missing. Run: sudo apt-get install -y chromium fonts-noto-core\n')
    return false
  }
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-q'], quiet)
  return spawnSync('apt-get', ['install', '-y', '-q', 'chromium', 'fonts-noto-core'], quiet).status === 0
}

const part = process.argv[2] ?? 'all'
const wants = (name) => part === 'all' || part === name

if (wants('check')) step('checks', process.execPath, ['.ci/check.mjs'])
else step('messages', process.execPath, ['.ci/compileMessages.mjs'])
if (wants('unit'))
  step(
    'unit and database tests',
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('vitest')}`],
    {
      count: vitestCount,
    },
  )
if (wants('journeys') && step('build', bin('vite'), ['build', '--logLevel', 'warn'])) {
  if (ensureChromium())
    step('journeys', bin('playwright'), ['test', '--reporter=list,json'], {
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('journeys') },
      count: playwrightCount,
    })
  else failed++
}

rmSync(reports, { recursive: true, force: true })
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
