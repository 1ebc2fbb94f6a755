/** An edition's own process under `start`: web and worker together, told what to do by its environment and by whoever started it. */
import { editions } from '#editions/index.ts'
import { StartRefused } from '#platform/database/embedded/index.ts'
import { grantDemonstration, isMarkedForDemonstration } from '#platform/demo/demonstration.ts'
import { EnvironmentFault, readEnvironment, type Environment } from '#platform/environment/environment.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { openPlatform } from '#platform/open.ts'
import { startWorker } from '../src/worker.ts'
import { openWeb } from './openWeb.ts'
import { fillWithDemo } from './start/fillWithDemo.ts'
import type { EditionOrder, EditionReport } from './start/editionProcess.ts'

/** The worker's share of the database's connections; the web application has its own. */
const WORKER_CONNECTIONS = 4

const closers: (() => Promise<unknown>)[] = []
const end = () => void Promise.all(closers.splice(0).map((close) => close())).finally(() => process.exit())

// Ctrl-C in the terminal is for the one who started us: it stops us in its own order. When it is gone, so are we.
process.on('SIGINT', () => {})
process.once('SIGTERM', end)
process.once('disconnect', end)

/** The pages may still be in the making: until we are told otherwise there is work that does not need them. */
const built = new Promise<void>((resolve) =>
  process.on('message', (told: EditionOrder) => void ('pagesAreBuilt' in told && resolve())),
)
const secret = new Promise<string>((resolve) =>
  process.on(
    'message',
    (told: EditionOrder) => void ('demonstration' in told && resolve(told.demonstration)),
  ),
)

try {
  const environment = readEnvironment(process.env)
  await assertDemonstration(environment, await secret)
  grantDemonstration()
  const { platform, close } = openPlatform(environment, WORKER_CONNECTIONS)
  await fillWithDemo(platform, (saying) => report({ saying }))
  await built
  const web = await openWeb(environment)
  closers.push(() => web.close())
  const worker = await startWorker(platform, editions[environment.edition])
  closers.push(() => worker.stop().then(close))
  report({ ready: true })
} catch (error) {
  console.error(error)
  process.exitCode = 1
  if (error instanceof StartRefused) report({ refused: error.line }, end)
  else if (error instanceof EnvironmentFault)
    report({ refused: { en: error.message, hi: error.message } }, end)
  else end()
}

/** Whoever started us must have marked this very database as its own. @throws EnvironmentFault */
async function assertDemonstration({ databaseUrl }: Environment, given: string): Promise<void> {
  const database = openDatabase(databaseUrl, 1)
  try {
    if (await isMarkedForDemonstration(database.db, given)) return
    throw new EnvironmentFault('This database was not made by "karyakarta start": it is not shown to anybody')
  } finally {
    await database.close()
  }
}

/** `then` runs once the one who started us has it. */
function report(said: EditionReport, then: () => void = () => {}): void {
  process.send?.(said, then)
}
