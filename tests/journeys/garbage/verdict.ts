import { ORGANISATION_PERSONAS, PROGRAMME_PERSONAS } from '../../../src/demo/personas.ts'
import type { EditionName } from '../../../src/platform/environment/environment.ts'
import { isDoorOf } from './editionDoors.ts'
import type { Attempt } from './attempts.ts'
import { ownOrigin, type Answer, type Sent, type Visitor } from './visit.ts'

/** What no answer may hold. None of it stands in our garbage, which a form gives back as it was typed. */
const INSIDE: readonly (readonly [string, RegExp])[] = [
  ['a stack trace', /\bat (?:async )?\S+ \(?(?:file:|node:|\/)\S+:\d+:\d+/],
  ['a path of this machine', /\/(?:work|home|root|tmp|var|usr)\/[\w.-]+\/[\w.-]+/],
  ['a module', /node_modules/],
  ['an address of a database', /postgres(?:ql)?:\/\//],
  [
    'SQL',
    /\b(?:select|insert into|update|delete from)\b.{0,300}\b(?:people|platform|accounts|places|coverage|audit)\.\w/is,
  ],
  [
    'words of PostgreSQL',
    /syntax error at|invalid input syntax|invalid byte sequence|violates .{1,80} constraint|out of range for type|does not exist at/,
  ],
]

const PHONE = /(?<![\w.%-])(?:\+?91[ -]?)?([6-9]\d{4}[ -]?\d{5})(?![\w-])/g
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** The demo's inbox shows messages as their receivers see them, on this machine only. */
const SHOWS_PHONES = '/demo/inbox'

/** How a number is written, in the words beside the field. */
const EXAMPLE_PHONE = '9829012345'

/** What a lesson teaches everybody to write to: the Press Information Bureau's fact check, on WhatsApp. */
const PUBLIC_PHONE = '8799711259'

/** One sees the number of one's own coordinator or supervisor if he agreed to be called, as these did. */
const OWN_PAGES = /^\/\(volunteer\)\/|\/join\/received$|\/record$/
const COORDINATORS_PHONES: Readonly<Record<EditionName, readonly string[]>> = {
  organisation: [
    ORGANISATION_PERSONAS.constituencyCoordinator.phone,
    ORGANISATION_PERSONAS.districtCoordinator.phone,
    ORGANISATION_PERSONAS.stateCoordinator.phone,
  ],
  programme: [PROGRAMME_PERSONAS.supervisor.phone],
}

/** Who brings in a list sees what stands in it: a journey's has phones. */
const OWN_LISTS = /\/people\/import\/\[id\]/

interface Trial {
  readonly attempt: Attempt
  readonly visitor: Visitor
  readonly edition: EditionName
  readonly ownPhone: string | undefined
  /** Acts over others with the second step done: whom the house shows a phone, one at a time. */
  readonly mayReveal: boolean
  readonly sent: Sent
  readonly answer: Answer
}

/** What is wrong with an answer to garbage; nothing, if all is well. */
export function faultOf(trial: Trial): string | undefined {
  return brokenness(trial) ?? inside(trial) ?? phone(trial) ?? elsewhere(trial) ?? words(trial)
}

function brokenness({
  attempt: { door },
  edition,
  answer: { status, headers, body },
}: Trial): string | undefined {
  const isReadiness = door.id.endsWith('/readyz') && status === 503
  if ((status >= 500 || status === 0) && !isReadiness) return `status ${status}`
  const within = headers['content-type']?.includes('json') ? statusWithin(body) : undefined
  if (within && !isReadiness) return `status ${within} inside`
  // A path of garbage may lead to another door, or be refused before any is found.
  const isWellFormed = door.params.length === 0
  if (!isDoorOf(edition, door.id) && isWellFormed && status !== 404)
    return `a door of the other edition answered ${status}`
  return undefined
}

/** A fault of the house told inside an answer that is none: of a page's data in its nodes of errors alone, since other numbers there are places in a list. */
function statusWithin(body: string): string | undefined {
  // What is streamed later comes on lines of its own.
  const [first = ''] = body.split('\n', 1)
  const isData = first.startsWith('{"type":"data"')
  const told = isData ? errorsOf(first) : body
  return /"status":(5\d\d)/.exec(told)?.[1]
}
const errorsOf = (data: string): string =>
  JSON.stringify(
    (JSON.parse(data) as { nodes?: readonly ({ type: string } | null)[] }).nodes?.filter(
      (node) => node?.type === 'error',
    ) ?? [],
  )

function inside({ answer: { body, headers } }: Trial): string | undefined {
  // Style sheets speak of elements called select and may speak of anything beside them.
  const all = `${JSON.stringify(headers)}\n${body.replaceAll(/<style\b[\s\S]*?<\/style>/g, '')}`
  for (const [what, pattern] of INSIDE) {
    const found = pattern.exec(all)
    if (found) return `shows ${what}: ${found[0].slice(0, 120)}`
  }
  return undefined
}

function phone({ attempt, edition, mayReveal, ownPhone, sent, answer }: Trial): string | undefined {
  if (attempt.door.id.endsWith(SHOWS_PHONES) || OWN_LISTS.test(attempt.door.id)) return undefined
  const typed = digitsOf(sent)
  const isOwnPage = OWN_PAGES.test(attempt.door.id)
  const known = [ownPhone, EXAMPLE_PHONE, PUBLIC_PHONE, ...(isOwnPage ? COORDINATORS_PHONES[edition] : [])]
  const all = `${JSON.stringify(answer.headers)} ${answer.body}`
  // Looking for ids costs more than all the rest here, and most answers have nothing that they could be taken for.
  if (all.search(PHONE) === -1) return undefined
  const strange = [...all.replace(UUID, '').matchAll(PHONE)]
    .map(([, digits]) => digits!.replace(/\D/g, ''))
    .filter((digits) => !typed.includes(digits) && !known.some((phone) => phone?.endsWith(digits)))
  const allowed = attempt.name === 'reveal' && mayReveal ? 1 : 0
  return new Set(strange).size > allowed ? `shows a phone: ${strange[0]}` : undefined
}

/** All digits that were sent, as a form would give them back. */
function digitsOf({ path, body }: Sent): string {
  const text = `${path} ${body.toString('utf8')}`
    .replaceAll('+', ' ')
    .replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return text.replace(/(?<=\d)[ -](?=\d)/g, '')
}

function elsewhere({ visitor, answer }: Trial): string | undefined {
  const { location } = answer.headers
  if (typeof location !== 'string') return undefined
  const here = ownOrigin(visitor)
  return URL.canParse(location, here) && new URL(location, here).origin === here
    ? undefined
    : `leads elsewhere: ${location}`
}

/** A refusal that a person reads is a page in her language. */
function words({ attempt, visitor, sent, answer: { status, headers, body } }: Trial): string | undefined {
  const asksForPage = sent.headers.accept === undefined && sent.method !== 'HEAD' && sent.method !== 'OPTIONS'
  if (status < 400 || !asksForPage || !attempt.door.isPage || attempt.kind === 'data') return undefined
  if (attempt.kind === 'stray' && sent.method !== 'POST') return undefined
  if (!headers['content-type']?.includes('text/html'))
    return `refuses with ${status} in ${headers['content-type'] ?? 'nothing'}: ${body.slice(0, 80)}`
  const language = /<html lang="(\w*)"/.exec(body)?.[1]
  if (language !== visitor.language)
    return `refuses with ${status} in "${language}" instead of ${visitor.language}`
  const said = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(body)?.[1]?.replace(/<[^>]*>/g, '') ?? ''
  const isSpoken = (language === 'hi' ? /\p{Script=Devanagari}{3}/u : /[a-z]{3}/).test(said)
  return isSpoken ? undefined : `refuses with ${status} without words: ${said.slice(0, 80)}`
}
