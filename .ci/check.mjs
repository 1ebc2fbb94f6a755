/** Runs every static check and stops at the first that fails. `npm run check`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = (name) => join(root, 'node_modules/.bin', name)
const steps = [
  // What package.json asks for and what the lockfile has must agree, or a fresh clone's `npm ci` fails. Nothing is fetched or installed.
  ['lockfile', 'npm', ['ci', '--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--no-fund']],
  ['messages', process.execPath, ['.ci/compileMessages.mjs']],
  ['messages complete', process.execPath, ['.ci/checkMessages.mjs']],
  ['integrity', process.execPath, ['.ci/checkIntegrity.mjs']],
  ['sync', bin('svelte-kit'), ['sync']],
  ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['lint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['floors', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src', 'cli']],
  ['front doors', process.execPath, ['.ci/checkFrontDoors.mjs']],
  ['database types', process.execPath, ['db/generateTypes.ts', '--check']],
  [
    'svelte-check',
    bin('svelte-check'),
    ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  ],
]

for (const [name, command, args] of steps) {
  const started = Date.now()
  const run = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const passed = run.status === 0
  if (!passed) process.stdout.write(`${run.stdout}${run.stderr}`)
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (!passed) process.exit(1)
}
