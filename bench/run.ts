/**
 * `npm run bench` measures what the design promised and writes docs/benchmarks.md; `npm run bench -- coverage` measures one part and
 * prints it. Figures are of this machine; where a ratio is promised, both sides were measured in the same run.
 */
import { cpus, totalmem } from 'node:os'
import { writeFileSync } from 'node:fs'
import { coverage } from './measures/coverage.ts'
import { credentials } from './measures/credentials.ts'
import { exchange } from './measures/exchange.ts'
import { importing } from './measures/import.ts'
import { people } from './measures/people.ts'
import { matching } from './measures/matching.ts'
import { outbox } from './measures/outbox.ts'
import { outreach } from './measures/outreach.ts'
import { requests } from './measures/requests.ts'
import { restructure } from './measures/restructure.ts'
import { tasks } from './measures/tasks.ts'
import { weight } from './measures/weight.ts'
import { table, type Measure } from './report.ts'

const MEASURES: Readonly<Record<string, Measure>> = {
  weight,
  coverage,
  requests,
  import: importing,
  people,
  matching,
  outbox,
  exchange,
  outreach,
  restructure,
  tasks,
  credentials,
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in MEASURES))
if (unknown.length > 0) {
  console.error(`No such measure: ${unknown.join(', ')}. There are: ${Object.keys(MEASURES).join(', ')}`)
  process.exit(2)
}

const parts: string[] = []
let short = 0
for (const [name, measure] of Object.entries(MEASURES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  console.error(`measuring ${name} …`)
  const lines = await measure.run()
  short += lines.filter(({ holds }) => holds === false).length
  parts.push(table(measure, lines))
}
const head = `# Benchmarks

\`npm run bench\` prints and writes this page. Measured on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB,
Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.
`
const text = [head, ...parts].join('\n')
if (chosen.length === 0) writeFileSync('docs/benchmarks.md', text)
console.log(text)
process.exit(short === 0 ? 0 : 1)
