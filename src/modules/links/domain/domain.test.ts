import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALPHABET, drawCode, readCode } from './code.ts'
import { targetSchema } from './link.ts'
import { classifyVisit, type VisitHeaders, type VisitKind } from './visit.ts'

describe('a code', () => {
  it('is read as somebody typed it from paper, and has nothing that looks alike or makes a word', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const draw = (below: number): number => Number(numbers.next().value) % below
        const code = drawCode(draw)
        expect(readCode(code.toUpperCase())).toBe(code)
        expect(code).not.toMatch(/[01aeiouyl]/)
      }),
    )
    expect(new Set(ALPHABET).size).toBe(27)
  })
  it.each(['', 'h4k9wc', 'h4k9wczz', 'h4k9wca', 'h4k9wc/', 'h4k9wc%20', '../../etc', 'ह4k9wcz'])(
    '%j is none',
    (typed) => expect(readCode(typed)).toBeUndefined(),
  )
})

describe('where a link leads', () => {
  it.each([
    '/',
    '/join',
    '/join/abc?wing=1',
    '/stories/अ-ब',
    'https://video.example/watch?v=1#t=2',
    'https://राजस्थान.example/',
  ])('%s may stand there', (target) => expect(targetSchema.safeParse(target).success).toBe(true))
  it.each([
    '',
    'join',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/\tevil',
    'http://plain.example',
    'HTTPS://loud.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'whatsapp://send?text=x',
    'intent://x#Intent;scheme=http;end',
    'https://bank.example@evil.example/',
    'https://user:pass@evil.example/',
    'https://',
    'https://evil.example/\u202Egpj.exe',
    `https://long.example/${'a'.repeat(2000)}`,
  ])('%j may not', (target) => expect(targetSchema.safeParse(target).success).toBe(false))
})

const CHROME =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36'
const TAPPED: VisitHeaders = {
  'user-agent': CHROME,
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'hi-IN,hi;q=0.9',
}
const NEW: VisitHeaders = {
  ...TAPPED,
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'cross-site',
}
const agent = (name: string): VisitHeaders => ({ ...TAPPED, 'user-agent': name })
const FETCHED = (name: string): VisitHeaders => ({ 'user-agent': name, accept: '*/*' })

/** What browsers, apps and programs send, as their makers document it or as it is seen in logs. */
const VISITS: readonly (readonly [what: string, kind: VisitKind, headers: VisitHeaders, method?: string])[] = [
  ['a tap in Chrome', 'human', NEW],
  ['a tap in an old browser without Sec-Fetch', 'human', TAPPED],
  ['Samsung’s browser', 'human', agent('Mozilla/5.0 (Linux; Android 13; SM-A047F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36')],
  ['UC Browser on a cheap phone', 'human', agent('Mozilla/5.0 (Linux; U; Android 9; en-US; Redmi 7A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.4.0.1306 Mobile Safari/537.36')],
  ['JioPhone’s browser', 'human', agent('Mozilla/5.0 (Mobile; LYF/F220B/LYF-F220B-003-01-15-130718; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5')],
  ['iPhone', 'human', agent('Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1')],
  ['inside Facebook', 'human', agent('Mozilla/5.0 (Linux; Android 14; SM-A155F Build/UP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/521.0.0.0;]')],
  ['inside Instagram', 'human', agent('Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.1 (iPhone14,5; iOS 18_5; hi_IN; scale=3.00)')],
  ['inside Telegram', 'human', agent('Mozilla/5.0 (Linux; Android 13; 2201117TI) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0 Mobile Safari/537.36 Telegram-Android/11.9.0')],
  ['WhatsApp’s preview, Android', 'preview', FETCHED('WhatsApp/2.25.20.80 A')],
  ['WhatsApp’s preview, iPhone', 'preview', FETCHED('WhatsApp/2.25.19.77 i')],
  ['WhatsApp Web’s preview', 'preview', FETCHED('WhatsApp/2.2413.51 W')],
  ['Facebook and Instagram', 'preview', FETCHED('facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)')],
  ['Meta’s fetcher', 'preview', FETCHED('meta-externalfetcher/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)')],
  ['iMessage', 'preview', FETCHED('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0')],
  ['Telegram', 'preview', FETCHED('TelegramBot (like TwitterBot)')],
  ['X', 'preview', FETCHED('Twitterbot/1.0')],
  ['LinkedIn', 'preview', FETCHED('LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)')],
  ['Slack', 'preview', FETCHED('Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)')],
  ['Discord', 'preview', FETCHED('Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)')],
  ['a preview that asks by HEAD', 'preview', FETCHED('facebookexternalhit/1.1'), 'HEAD'],
  ['Chrome fetching ahead', 'preview', { ...NEW, 'sec-purpose': 'prefetch' }],
  ['Chrome drawing ahead', 'preview', { ...NEW, 'sec-purpose': 'prefetch;prerender' }],
  ['an older browser fetching ahead', 'preview', { ...TAPPED, purpose: 'prefetch' }],
  ['an old Firefox fetching ahead', 'preview', { ...TAPPED, 'x-moz': 'prefetch' }],
  ['Facebook’s app fetching ahead', 'preview', { ...TAPPED, 'x-purpose': 'preview' }],
  ['Google', 'bot', FETCHED('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)')],
  ['curl', 'bot', FETCHED('curl/8.5.0')],
  ['python', 'bot', FETCHED('python-requests/2.32.3')],
  ['a headless browser', 'bot', agent('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/138.0.0.0 Safari/537.36')],
  ['a link checker that asks by HEAD like a browser', 'bot', NEW, 'HEAD'],
  ['nobody says who', 'bot', { accept: 'text/html', 'accept-language': 'hi' }],
  ['a browser’s name without a language', 'bot', { 'user-agent': CHROME, accept: 'text/html' }],
  ['a browser’s name that takes anything', 'bot', FETCHED(CHROME)],
  ['a picture in somebody’s page', 'bot', { ...NEW, accept: 'image/avif,*/*', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
  ['a frame in somebody’s page', 'bot', { ...NEW, 'sec-fetch-dest': 'iframe' }],
  ['a script in somebody’s page', 'bot', { ...TAPPED, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
] // prettier-ignore

describe('who opened a link', () => {
  const told = VISITS.map(([what, kind, headers, method = 'GET']) => ({ what, kind, headers, method }))
  it.each(told)('$what: $kind', ({ kind, headers, method }) =>
    expect(classifyVisit(method, headers)).toBe(kind),
  )
  it('nothing that somebody sends breaks the judgement', () => {
    const headers = fc.dictionary(
      fc.constantFrom(...Object.keys(NEW), 'purpose'),
      fc.string({ unit: 'binary', maxLength: 200 }),
    )
    fc.assert(
      fc.property(fc.string(), headers, (method, sent) => {
        expect(['human', 'preview', 'bot']).toContain(classifyVisit(method, sent))
      }),
    )
  })
})
