import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFeed, type SchemeEntry } from '#engines/schemefeed/index.ts'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const both = (text: string) => ({ hi: `${text} (हिन्दी)`, en: text })

/** A made-up scheme as a programme publishes it. */
export const schemeEntry = (change: Partial<SchemeEntry> = {}): SchemeEntry => ({
  key: 'made-up-pension',
  version: 1,
  changedOn: '2026-11-20',
  status: 'unverified',
  name: both('A made-up pension'),
  benefit: both('Rs 10 a month'),
  whoMayGetIt: both('Whoever is made up'),
  documents: [both('A made-up paper')],
  howToApply: null,
  from: null,
  until: null,
  conflict: null,
  sources: [
    { kind: 'report', title: 'A page', address: 'https://page.example/', exact: false, readOn: '2026-11' },
  ],
  ...change,
})
export const feedOf = (...entries: readonly SchemeEntry[]): string =>
  JSON.stringify(writeFeed(both('Made-up programme'), entries, sha256))

export interface FeedServer {
  readonly address: string
  /** What it answers from now on. */
  say(answer: {
    readonly body?: string
    readonly status?: number
    readonly hang?: boolean
    readonly headers?: Record<string, string>
  }): void
  readonly asked: IncomingHttpHeaders[]
  close(): void
}

/** A programme's public host, as it is documented (docs/formats/scheme-feed.md), and as it may be on a bad day. */
export async function openFeedServer(): Promise<FeedServer> {
  let answer: Parameters<FeedServer['say']>[0] = { body: feedOf() }
  const asked: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    if (answer.hang) return
    const { body = '', status = 200, headers = {} } = answer
    const etag = `"${sha256(body)}"`
    if (status === 200 && request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(status, { etag, 'content-type': 'application/json', ...headers }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/schemes/feed.json`,
    say: (next) => void (answer = next),
    asked,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
