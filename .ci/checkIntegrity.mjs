/** Every rule in docs/integrity.md names tests and files that exist, or says that it is not kept yet. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const RULES = 23
const page = readFileSync('docs/integrity.md', 'utf8')
const rows = [...page.matchAll(/^\| *(\d+) *\|(.*)\|$/gm)].map(([, number, rest]) => ({
  number: Number(number),
  cells: rest.split(/(?<!\\)\|/).map((cell) => cell.trim()),
}))
const faults = []

const numbers = rows.map(({ number }) => number)
for (let number = 1; number <= RULES; number += 1)
  if (numbers.filter((each) => each === number).length !== 1)
    faults.push(`rule ${number} must stand there once`)

for (const { number, cells } of rows) {
  const [, kept = '', tried = ''] = cells
  const tests = [...tried.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)]
  if (tests.length === 0 && !tried.includes('not yet')) faults.push(`rule ${number} names no test`)
  for (const [, name, link] of tests) {
    const file = join('docs', link)
    // everybodyTries.ts registers the tests that every room shares.
    if (!/(\.(test|spec)|\/everybodyTries)\.ts$/.test(file) || !existsSync(file))
      faults.push(`rule ${number}: no test file ${file}`)
    else if (!readFileSync(file, 'utf8').includes(name))
      faults.push(`rule ${number}: ${file} has no "${name}"`)
  }
  for (const [, file] of kept.matchAll(/`([^`]*[/.][^`]*\.(?:ts|sql|cjs|mjs))`/g))
    if (!existsSync(file)) faults.push(`rule ${number}: no file ${file}`)
}

for (const fault of faults) console.error(`docs/integrity.md: ${fault}`)
process.exit(faults.length === 0 ? 0 : 1)
