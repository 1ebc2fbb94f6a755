/** Runs every static check and stops at the first that fails. `npm run check`. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => join(root, 'node_modules/.bin', name)
const node = process.execPath
/** What the others read, and so comes before them. */
const FIRST = [
  // What package.json asks for and what the lockfile has must agree, or a fresh clone's `npm ci` fails. Nothing is fetched or installed.
  ['lockfile', 'npm', ['ci', '--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--no-fund']],
  ['messages', node, ['cli/start/compileMessages.ts']],
  ['sync', bin('svelte-kit'), ['sync']],
]
/** These only read: two at a time, the longest first, since a small machine has two cores. */
const THEN = [
  ['markup lint', bin('eslint'), ['.', '--max-warnings', '0']],
  [
    'svelte-check',
    bin('svelte-check'),
    ['--tsgo-experimental-api', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ],
  ['floors', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src', 'cli']],
  ['format', bin('oxfmt'), ['--check']],
  ['lint', bin('oxlint'), ['--deny-warnings', '--report-unused-disable-directives']],
  ['tests run', node, ['.ci/checkTestsRun.mjs']],
  ['database types', node, ['db/generateTypes.ts', '--check']],
  ['messages complete', node, ['.ci/checkMessages.mjs']],
  ['integrity', node, ['.ci/checkIntegrity.mjs']],
  ['front doors', node, ['.ci/checkFrontDoors.mjs']],
  ['stores', node, ['.ci/checkStores.mjs']],
]

const running = new Set()

/** Runs one check; the first that fails is shown whole and ends the others. */
function check([name, command, args]) {
  return new Promise((resolve) => {
    const started = Date.now()
    const run = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(run)
    let said = ''
    for (const stream of [run.stdout, run.stderr])
      stream.setEncoding('utf8').on('data', (part) => (said += part))
    run.on('error', (error) => (said += error.message))
    run.on('close', (status) => {
      running.delete(run)
      const passed = status === 0
      if (!passed) process.stdout.write(said)
      console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
      if (passed) return resolve()
      for (const other of running) other.kill()
      process.exit(1)
    })
  })
}

for (const step of FIRST) await check(step)
const lane = async () => {
  for (let step = THEN.shift(); step; step = THEN.shift()) await check(step)
}
await Promise.all([lane(), lane()])
