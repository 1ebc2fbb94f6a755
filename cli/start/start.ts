import { join } from 'node:path'
import { startEmbedded } from '#platform/database/embedded/index.ts'
import { markForDemonstration } from '#platform/demo/demonstration.ts'
import { closeMeetingPlaces, provisionEditions, servingRoleOf } from '#platform/database/provision.ts'
import { EDITIONS } from '#platform/environment/environment.ts'
import { say, sayFailure } from '../say.ts'
import { startEdition } from './editionProcess.ts'
import { openHome } from './home.ts'
import { ensureMessagesBeside } from './compiledMessages.ts'
import { demonstrationSecret, editionFolder, environmentOf, passwordsOf } from './editionHome.ts'
import { PORT_VARIABLE, startSettings } from './startSettings.ts'
import { ensureWebBuild } from './webBuild.ts'
import { assertWebPortFree } from './webPorts.ts'
import { welcome } from './welcome.ts'
import { untilTold } from '../untilTold.ts'

/** The clone's folder. */
const ROOT = join(import.meta.dirname, '../..')

/** Brings everything up in order and remembers how to take it down in the opposite one. */
export async function start(fresh: boolean): Promise<void> {
  const began = Date.now()
  const interrupted = new AbortController()
  const closers: (() => Promise<unknown>)[] = []
  let closed: Promise<void> | undefined
  const closeAll = () =>
    (closed ??= (async () => {
      interrupted.abort()
      for (const close of closers.reverse()) await close()
    })())
  untilTold(closeAll)

  try {
    const settings = startSettings(process.env)
    for (const edition of EDITIONS)
      await assertWebPortFree(settings.webPorts[edition], PORT_VARIABLE[edition])
    const home = await openHome(settings.home, fresh)
    closers.push(() => home.lock.release())
    // PostgreSQL comes up meanwhile; whatever speaks waits for it.
    const messages = ensureMessagesBeside(ROOT, interrupted.signal)
    const building = messages.then(() => ensureWebBuild(ROOT, interrupted.signal))
    building.catch(() => {}) // awaited below; until then a failure must not end the process unheard
    const postgres = await startEmbedded({
      dataFolder: home.postgres,
      port: settings.postgresPort,
      notice: say,
    })
    closers.push(() => postgres.stop())
    const provisioned = await provisionEditions(
      postgres.url,
      EDITIONS.map((edition) => passwordsOf(home.folder, edition)),
    )
    await closeMeetingPlaces(postgres.url)
    const secret = demonstrationSecret(home.folder)
    await markForDemonstration(postgres.url, EDITIONS.map(servingRoleOf), secret)
    await messages
    const { prepareEdition } = await import('./prepareEdition.ts')
    await Promise.all(provisioned.map((edition) => prepareEdition(home.folder, edition)))
    const processes = provisioned.map((edition) => {
      const log = join(editionFolder(home.folder, edition.edition), 'log', 'serve.log')
      return startEdition(edition.edition, environmentOf(settings, edition), secret, log)
    })
    closers.push(() => Promise.all(processes.map((child) => child.stop())))
    const ready = Promise.all(processes.map((child) => child.ready))
    await Promise.race([building, ready])
    for (const child of processes) child.pagesAreBuilt()
    await ready
    welcome(settings, Date.now() - began)
    const databaseEnded = postgres.ended.then((how) => databaseLine(how))
    const line = await Promise.race([databaseEnded, ...processes.map((child) => child.ended)])
    if (interrupted.signal.aborted) return
    say(line)
  } catch (error) {
    if (interrupted.signal.aborted) return
    await sayFailure(error)
  }
  await closeAll()
  process.exit(1)
}

const databaseLine = (how: string) => ({
  en: `PostgreSQL ended unexpectedly (${how}); start again, nothing acknowledged is lost.`,
  hi: `PostgreSQL अचानक बंद हो गया (${how}); फिर से शुरू करें, सहेजा हुआ कुछ नहीं खोया।`,
})
