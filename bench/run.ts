/**
 * `npm run bench` measures what the design promised and writes docs/benchmarks.md; `npm run bench -- coverage` measures one part and renews
 * its section. Figures are of this machine; where a ratio is promised, both sides were measured in the same run.
 */
import { cpus, totalmem } from 'node:os'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { boothLists } from './measures/boothLists.ts'
import { campaigns } from './measures/campaigns.ts'
import { checkin } from './measures/checkin.ts'
import { coverage } from './measures/coverage.ts'
import { credentials } from './measures/credentials.ts'
import { events } from './measures/events.ts'
import { exchange } from './measures/exchange.ts'
import { importing } from './measures/import.ts'
import { people } from './measures/people.ts'
import { links } from './measures/links.ts'
import { learning } from './measures/learning.ts'
import { matching } from './measures/matching.ts'
import { outbox } from './measures/outbox.ts'
import { outreach } from './measures/outreach.ts'
import { rendering } from './measures/rendering.ts'
import { requests } from './measures/requests.ts'
import { restructure } from './measures/restructure.ts'
import { tasks } from './measures/tasks.ts'
import { weight } from './measures/weight.ts'
import { renewed, type Section } from './page.ts'
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
  boothLists,
  tasks,
  credentials,
  learning,
  events,
  checkin,
  links,
  campaigns,
  rendering,
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !(name in MEASURES))
if (unknown.length > 0) {
  console.error(`No such measure: ${unknown.join(', ')}. There are: ${Object.keys(MEASURES).join(', ')}`)
  process.exit(2)
}

const PAGE = 'docs/benchmarks.md'
const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
const order = Object.values(MEASURES).map(({ title }) => title)
let short = 0
for (const [name, measure] of Object.entries(MEASURES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  console.error(`measuring ${name} …`)
  const lines = await measure.run()
  short += lines.filter(({ holds }) => holds === false).length
  const made = `\`npm run bench -- ${name}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}.`
  const section: Section = { title: measure.title, text: table(measure, lines, made) }
  console.log(section.text)
  // At once: a measure that breaks takes nothing along of those before it.
  writeFileSync(PAGE, renewed(existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '', order, [section]))
}
process.exit(short === 0 ? 0 : 1)
