/** The web server with short links in front of pages that are not there, in a process of its own: for tests that kill it and for the bench. */
import { shortLinks } from '#modules/links/server/index.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { serveWeb } from '#platform/web/webServer.ts'

const environment = readEnvironment(process.env)
const { platform } = openPlatform(environment, 3)
const web = await serveWeb(
  shortLinks(platform)((_request, response) => void response.writeHead(404).end()),
  { host: environment.HOST, port: environment.port, trustedProxies: environment.trustedProxies },
)
process.stdout.write(`${web.port}\n`)
