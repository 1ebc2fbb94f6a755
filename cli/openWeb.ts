import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import compression from 'compression'
import { editions } from '#editions/index.ts'
import { StartRefused } from '#platform/database/embedded/index.ts'
import type { Environment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { removeLeftBehind } from '#platform/files/receive.ts'
import { LARGEST_BODY } from '#platform/web/bodyLimit.ts'
import {
  ADDRESS_HEADER,
  PROTOCOL_HEADER,
  serveWeb,
  type Handler,
  type WebServer,
} from '#platform/web/webServer.ts'
import { PORT_VARIABLE } from './start/startSettings.ts'
import { builtFolder } from './start/builtFolder.ts'
import { webPortTaken } from './start/webPorts.ts'

/** Where mailboxes end a subscription on their owner's word. */
const PROGRAM_POSTS = ['/unsubscribe/']

/** Short links have connections of their own: pages that wait for theirs never hold them up. */
const FRONT_CONNECTIONS = 3

/** Serves the built web application in this process. @throws StartRefused when it is not built or the port is taken */
export async function openWeb(environment: Environment): Promise<WebServer> {
  const built = builtFolder(join(import.meta.dirname, '..'))
  if (!built) throw notBuilt()
  // adapter-node reads these when it is imported, so it is imported only now (and by address: a build has no types).
  process.env.ADDRESS_HEADER = ADDRESS_HEADER
  process.env.PROTOCOL_HEADER = PROTOCOL_HEADER
  // No door takes more; most take less (hooks.server.ts).
  process.env.BODY_SIZE_LIMIT = String(LARGEST_BODY)
  const { handler } = (await import(pathToFileURL(join(built, 'handler.js')).href)) as { handler: Handler }
  await removeLeftBehind()
  const { HOST: host, port, trustedProxies, edition } = environment
  const front = openFront(environment)
  try {
    const web = await serveWeb(front.before(compressing(handler)), {
      host,
      port,
      trustedProxies,
      programPosts: PROGRAM_POSTS,
    })
    return { ...web, close: (patienceMs) => web.close(patienceMs).finally(front.close) }
  } catch (error) {
    await front.close()
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' || code === 'EACCES') throw webPortTaken(port, PORT_VARIABLE[edition], code)
    throw error
  }
}

/** What the edition puts in front of its pages. */
function openFront(environment: Environment): {
  before(pages: Handler): Handler
  close(): Promise<void>
} {
  const { inFront } = editions[environment.edition]
  if (!inFront) return { before: (pages) => pages, close: () => Promise.resolve() }
  const { platform, close } = openPlatform(environment, FRONT_CONNECTIONS)
  return { before: inFront(platform), close }
}

/** Pages are small text over slow networks: gzip at level 4 costs a millisecond and saves three quarters of the bytes. */
function compressing(handler: Handler): Handler {
  const compress = compression({ level: 4, threshold: 1024 })
  return (request, response, next) =>
    compress(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], () =>
      handler(request, response, next),
    )
}

function notBuilt(): StartRefused {
  return new StartRefused(
    'not_built',
    {},
    {
      en: 'The web application is not built yet: run "npm run build" first.',
      hi: 'वेब ऐप अभी तैयार नहीं है: पहले "npm run build" चलाएँ।',
    },
  )
}
