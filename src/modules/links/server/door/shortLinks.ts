import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Platform } from '#platform/context.ts'
import { ADDRESS_HEADER, type Handler } from '#platform/web/webServer.ts'
import { readCode } from '../../domain/code.ts'
import { classifyVisit, type VisitHeaders } from '../../domain/visit.ts'
import { gatherVisits } from '../gatherVisits.ts'
import { OWN_PREFIX } from '../linkAddress.ts'
import { countVisits, type Visited } from '../visitStore.ts'
import { visitorDigests } from '../visitorDigest.ts'
import { sendNotice, type Notice } from './notice.ts'

/** Told to whoever must come again, in seconds. */
const AGAIN_S = { refused: 600, away: 5 }

/**
 * Answers short links in front of the pages: no session, no cookie, no language of a visitor, nothing of the application. On the short domain it answers
 * everything, and only links are there; on the organisation's own host what lies under `/s/`.
 * @returns what to put in front of the pages' handler
 */
export function shortLinks(platform: Platform): (pages: Handler) => Handler {
  const { SHORT_ORIGIN, origin } = platform.environment
  const shortHost = SHORT_ORIGIN ? new URL(SHORT_ORIGIN).host.toLowerCase() : undefined
  const digests = visitorDigests(platform)
  const count = gatherVisits((visits) => countVisits(platform.db, visits, platform.clock.now()))

  const visit = async (request: IncomingMessage, code: string): Promise<Visited> => {
    const headers = request.headers as VisitHeaders
    const address = headers[ADDRESS_HEADER] ?? ''
    const kind = classifyVisit(request.method ?? '', headers)
    return count({ code, kind, ...(await digests(code, address, headers['user-agent'] ?? '')) })
  }
  const answer = async (request: IncomingMessage, response: ServerResponse, typed: string): Promise<void> => {
    const say = (notice: Notice) => sendNotice(platform, request, response, notice)
    if (request.method !== 'GET' && request.method !== 'HEAD') return say({ kind: 'method' })
    const code = readCode(typed)
    if (code === undefined) return say({ kind: 'unknown' })
    try {
      const visited = await visit(request, code)
      if (visited.refused) return await say({ kind: 'refused', retryAfter: AGAIN_S.refused })
      if (visited.target === null) return await say({ kind: 'unknown' })
      if (visited.because) return await say({ kind: visited.because, visited })
      redirect(response, leadTo(visited.target, origin, code))
    } catch (error) {
      platform.log.error({ err: error }, 'a short link could not be counted')
      await say({ kind: 'away', retryAfter: AGAIN_S.away })
    }
  }
  return (pages) => (request, response, next) => {
    const onShort = shortHost !== undefined && request.headers.host?.toLowerCase() === shortHost
    const typed = typedCode(request.url ?? '/', onShort ? '/' : OWN_PREFIX)
    if (typed === undefined && !onShort) return pages(request, response, next)
    answer(request, response, typed ?? '').catch((error: unknown) => {
      platform.log.error({ err: error }, 'a short link could not be answered')
      response.destroy()
    })
  }
}

/** What stands after the prefix, a slash at its end and everything behind a `?` left out; undefined for another or a deeper path. */
function typedCode(url: string, prefix: string): string | undefined {
  const [path = ''] = url.split(/[?#]/)
  if (!path.startsWith(prefix)) return undefined
  const typed = path.slice(prefix.length).replace(/\/$/, '')
  return typed.includes('/') ? undefined : typed
}

/** A page of ours learns by which link somebody came, so that it can hand the code on to the join form (rule 3); another's site learns nothing. */
function leadTo(target: string, origin: string, code: string): string {
  if (!target.startsWith('/')) return target
  const url = new URL(target, origin)
  url.searchParams.set('via', code)
  return url.href
}

function redirect(response: ServerResponse, location: string): void {
  response
    .writeHead(302, {
      location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'content-length': '0',
    })
    .end()
}
