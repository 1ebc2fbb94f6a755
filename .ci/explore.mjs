/**
 * `npm run explore -- 20` tries every property test with twenty seeds that nobody tried before (ten, unless said), which `npm test` with its one seed does
 * not (docs/decisions/0045). Stops at the first that fails and says how to see it again: a fault of the house, or of a test's own account, and either is mended.
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'

const rounds = Number(process.argv[2] ?? 10)
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('npm run explore -- ROUNDS: a whole number, at least 1\n')
  process.exit(2)
}
const files = globSync('{src,tests}/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("from 'fast-check'"),
)
for (let round = 1; round <= rounds; round++) {
  const seed = randomInt(2 ** 31)
  const { status, stdout } = spawnSync('node_modules/.bin/vitest', ['run', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PROPERTY_SEED: String(seed), NO_COLOR: '1' },
  })
  process.stdout.write(`${round} of ${rounds}: seed ${seed}, ${status === 0 ? 'nothing' : 'found'}\n`)
  if (status !== 0) {
    process.stdout.write(`${stdout}\nSee it again: PROPERTY_SEED=${seed} npm run test:unit -- FILE\n`)
    process.exit(1)
  }
}
process.stdout.write(`\n${rounds} seeds, ${files.length} files: nothing found.\n`)
