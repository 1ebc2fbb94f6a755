import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { m } from '#paraglide/messages.js'
import type { Locale, Platform } from '#platform/context.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import type { Settings } from '#platform/settings/settings.ts'
import type { Visited } from '../visitStore.ts'

/** What a short link shows instead of leading on. */
export type Notice =
  | { readonly kind: 'recalled' | 'expired'; readonly visited: Visited }
  | { readonly kind: 'unknown' | 'method' }
  /** Seconds. */
  | { readonly kind: 'refused' | 'away'; readonly retryAfter: number }

const STATUS = { recalled: 410, expired: 410, unknown: 404, method: 405, refused: 429, away: 503 } as const
const LANGUAGES: readonly Locale[] = ['hi', 'en']
const INDIA = { timeZone: 'Asia/Kolkata' } as const
const DAY: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  hi: new Intl.DateTimeFormat('hi-IN', { dateStyle: 'long', ...INDIA }),
  en: new Intl.DateTimeFormat('en-IN', { dateStyle: 'long', ...INDIA }),
}
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', ...INDIA })

const TOKENS = join(import.meta.dirname, '../../../../design/tokens.css')
const RULES = `
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--t-body) / var(--leading) var(--font); overflow-wrap: anywhere; }
main { max-width: 36rem; margin: 0 auto; padding: var(--s6) var(--s4); }
section + section { margin-top: var(--s6); padding-top: var(--s5); border-top: 1px solid var(--line); }
h1, h2 { font-size: var(--t-1); line-height: var(--leading-tight); margin: 0 0 var(--s3); }
h2 { font-size: var(--t-2); }
p { margin: 0 0 var(--s3); }
.what { padding: var(--s3) var(--s4); background: var(--card); border: 1px solid var(--line); border-radius: var(--r); font-weight: 600; }
a { display: inline-flex; align-items: center; min-height: var(--touch); color: var(--accent); }
a:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: var(--r-s); }
footer { margin-top: var(--s6); color: var(--ink-2); }`

interface Look {
  readonly style: string
  readonly policy: string
}
let look: Look | undefined

/**
 * The house's colours and sizes, in the page itself: it fetches nothing. Read when the first notice is shown, by the process that serves: bundled into the
 * application's build, this file stands elsewhere and shows none.
 */
function lookOf(): Look {
  if (look) return look
  const tokens = readFileSync(TOKENS, 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
  const style = tokens + RULES
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  return (look = { style, policy })
}

/** Sends a page in both languages: no script, no cookie, nothing of anybody else's, found by no search engine. */
export async function sendNotice(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
  notice: Notice,
): Promise<void> {
  // While the database is away the page does without the organisation's name.
  const settings = notice.kind === 'away' ? undefined : await currentSettings(platform).catch(() => undefined)
  const page = Buffer.from(pageOf(notice, settings, platform.environment.origin), 'utf8')
  response.writeHead(STATUS[notice.kind], {
    'content-type': 'text/html; charset=utf-8',
    'content-length': page.length,
    'content-security-policy': lookOf().policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
    ...(notice.kind === 'method' ? { allow: 'GET, HEAD' } : {}),
    ...('retryAfter' in notice ? { 'retry-after': String(notice.retryAfter) } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : page)
}

function pageOf(notice: Notice, settings: Settings | undefined, origin: string): string {
  const name = settings ? `${settings.nameHi} · ${settings.nameEn}` : ''
  const title = LANGUAGES.map((locale) => headingOf(notice, locale)).join(' · ')
  const parts = LANGUAGES.map((locale, nth) =>
    partOf(notice, settings, origin, locale, nth === 0 ? 'h1' : 'h2'),
  )
  return `<!doctype html>
<html lang="hi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${lookOf().style}</style></head>
<body><main>${parts.join('\n')}${name ? `<footer>${escaped(name)}</footer>` : ''}</main></body></html>
`
}

function headingOf({ kind }: Notice, locale: Locale): string {
  const options = { locale }
  if (kind === 'recalled') return m.links_recalled({}, options)
  if (kind === 'expired') return m.links_expired({}, options)
  if (kind === 'refused') return m.links_refused({}, options)
  if (kind === 'away') return m.links_away({}, options)
  return m.links_unknown({}, options)
}

function partOf(
  notice: Notice,
  settings: Settings | undefined,
  origin: string,
  locale: Locale,
  heading: 'h1' | 'h2',
): string {
  const options = { locale }
  const lines: string[] = [`<${heading}>${escaped(headingOf(notice, locale))}</${heading}>`]
  const say = (words: string) => lines.push(`<p>${escaped(words)}</p>`)
  const lead = (target: string, words: string) =>
    lines.push(`<p><a href="${escaped(new URL(target, origin).href)}">${escaped(words)}</a></p>`)
  if (notice.kind === 'recalled' || notice.kind === 'expired') {
    const { endedAt, titleHi, titleEn, correction } = notice.visited
    const what = locale === 'hi' ? (titleHi ?? titleEn) : (titleEn ?? titleHi)
    if (what) lines.push(`<p class="what">${escaped(what)}</p>`)
    const at = endedAt ?? new Date()
    const by = settings
      ? locale === 'hi'
        ? settings.nameHi
        : settings.nameEn
      : m.links_organisation({}, options)
    const said = { by, day: DAY[locale].format(at), time: TIME.format(at) }
    say(
      notice.kind === 'recalled' ? m.links_recalled_when(said, options) : m.links_expired_when(said, options),
    )
    if (notice.kind === 'recalled') say(m.links_recalled_do_not_share({}, options))
    if (correction) lead(correction, m.links_correction({}, options))
  } else if (notice.kind === 'refused') say(m.links_refused_why({}, options))
  else if (notice.kind === 'away') say(m.links_away_why({}, options))
  else say(m.links_unknown_why({}, options))
  lead('/', m.links_home({}, options))
  return `<section lang="${locale}">${lines.join('\n')}</section>`
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)
