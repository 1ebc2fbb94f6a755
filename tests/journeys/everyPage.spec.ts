import { expect, test, type Page } from '@playwright/test'
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { lookAt } from './look.ts'
import { organisation, programme } from './personas.ts'

/** Who looks at a page, and the address; a pattern of an address is the first link that fits it on another page. */
interface Visit {
  readonly as?: string
  readonly at: string
  readonly linkOf?: { readonly page: string; readonly to: RegExp }
}

const COORDINATOR = 'constituency-coordinator'
/** Doors that only the programme has. */
const isProgramme = (route: string): boolean => /^\((programme|schemes)\)/.test(route)
const VISITS: Readonly<Record<string, Visit>> = {
  '(coordinator)/coverage': { as: 'state-coordinator', at: '/coverage' },
  '(coordinator)/coverage/next': { as: COORDINATOR, at: '/coverage/next' },
  '(desk)/campaigns': { as: 'state-coordinator', at: '/campaigns' },
  '(desk)/campaigns/calendar': { as: 'state-coordinator', at: '/campaigns/calendar' },
  '(desk)/campaigns/new': { as: 'state-coordinator', at: '/campaigns/new' },
  '(coordinator)/confirm': { as: COORDINATOR, at: '/confirm' },
  '(coordinator)/channels': { as: 'administrator', at: '/channels' },
  '(coordinator)/channels/connect': { as: 'administrator', at: '/channels/connect' },
  '(coordinator)/channels/publish': { as: 'administrator', at: '/channels/publish' },
  '(coordinator)/channels/queue': { as: 'administrator', at: '/channels/queue' },
  '(organisation)/news': { at: '/news' },
  '(coordinator)/elections': { as: 'state-coordinator', at: '/elections' },
  '(coordinator)/elections/rules': { as: 'administrator', at: '/elections/rules' },
  '(coordinator)/elections/certificates': { as: 'state-coordinator', at: '/elections/certificates' },
  '(coordinator)/elections/handles': { as: 'state-coordinator', at: '/elections/handles' },
  '(coordinator)/elections/heads': { as: 'administrator', at: '/elections/heads' },
  '(coordinator)/given-tasks': { as: COORDINATOR, at: '/given-tasks' },
  '(coordinator)/given-tasks/[id]': {
    as: COORDINATOR,
    at: '/given-tasks',
    linkOf: { page: '/given-tasks', to: /\/given-tasks\/[0-9a-f-]{36}$/ },
  },
  '(coordinator)/given-tasks/[id]/people': {
    as: COORDINATOR,
    at: '/given-tasks',
    linkOf: { page: '/given-tasks', to: /\/given-tasks\/[0-9a-f-]{36}\/people$/ },
  },
  '(coordinator)/given-tasks/new': { as: COORDINATOR, at: '/given-tasks/new' },
  '(coordinator)/invitations': { as: COORDINATOR, at: '/invitations' },
  '(coordinator)/invitations/new': { as: COORDINATOR, at: '/invitations/new' },
  '(coordinator)/invitations/print': { as: COORDINATOR, at: '/invitations/print' },
  '(coordinator)/lesson-tasks': { as: COORDINATOR, at: '/lesson-tasks' },
  '(coordinator)/missing-booths': { as: 'state-coordinator', at: '/missing-booths' },
  '(coordinator)/outreach': { as: COORDINATOR, at: '/outreach' },
  '(coordinator)/outreach/[id]': {
    as: COORDINATOR,
    at: '/outreach',
    linkOf: { page: '/outreach', to: /\/outreach\/[0-9a-f-]{36}$/ },
  },
  '(coordinator)/outreach/[id]/people': {
    as: COORDINATOR,
    at: '/outreach',
    linkOf: { page: '/outreach', to: /\/outreach\/[0-9a-f-]{36}\/people$/ },
  },
  '(coordinator)/outreach/new': { as: COORDINATOR, at: '/outreach/new' },
  '(coordinator)/outreach/settings': { as: 'administrator', at: '/outreach/settings' },
  '(coordinator)/people': { as: COORDINATOR, at: '/people' },
  '(coordinator)/people/duplicates': { as: COORDINATOR, at: '/people/duplicates' },
  '(coordinator)/people/duplicates/[stays]/[gives]': {
    as: COORDINATOR,
    at: '/people/duplicates',
    linkOf: { page: '/people/duplicates', to: /\/people\/duplicates\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/ },
  },
  '(coordinator)/people/[id]': {
    as: COORDINATOR,
    at: '/people',
    linkOf: { page: '/people', to: /\/people\/[0-9a-f-]{36}$/ },
  },
  '(coordinator)/questions': { as: COORDINATOR, at: '/questions' },
  '(coordinator)/reports': { as: 'state-coordinator', at: '/reports' },
  '(coordinator)/responsible': { as: COORDINATOR, at: '/responsible' },
  '(coordinator)/waiting': { as: COORDINATOR, at: '/waiting' },
  '(organisation)/P/[pass]': { at: '/P/NONE' },
  '(organisation)/check': { at: '/check' },
  '(organisation)/check/code': { at: '/check/code' },
  '(desk)/bulletin': { as: 'trainer', at: '/bulletin' },
  '(desk)/studio': { as: 'creator', at: '/studio' },
  '(desk)/studio/brand': { as: 'creator', at: '/studio/brand' },
  '(desk)/studio/[id]': {
    as: 'creator',
    at: '/studio',
    linkOf: { page: '/studio', to: /\/studio\/[0-9a-f-]{36}$/ },
  },
  '(desk)/courses': { as: 'trainer', at: '/courses' },
  '(desk)/courses/[version]': {
    as: 'trainer',
    at: '/courses',
    linkOf: { page: '/courses', to: /\/courses\/[0-9a-f-]{36}$/ },
  },
  '(desk)/studio/media': { as: 'state-coordinator', at: '/studio/media' },
  '(desk)/studio/synthetic': { as: 'state-coordinator', at: '/studio/synthetic' },
  '(desk)/tracks': { as: 'state-coordinator', at: '/tracks' },
  '(organisation)/gate': { at: '/gate' },
  '(event)/events': { as: COORDINATOR, at: '/events' },
  '(event)/events/new': { as: COORDINATOR, at: '/events/new' },
  '(event)/events/[id]': {
    as: COORDINATOR,
    at: '/events',
    linkOf: { page: '/events', to: /\/events\/[0-9a-f-]{36}$/ },
  },
  '(organisation)/check/[token]': { at: '/check/none' },
  '(organisation)/confirm-email/[token]': { at: '/confirm-email/none' },
  '(organisation)/join': { at: '/join' },
  '(organisation)/join/[code]': { at: '/join/NOSUCH' },
  '(organisation)/join/booth': { at: '/join/booth?q=jaipur' },
  '(organisation)/join/received': { as: 'booth-volunteer', at: '/join/received' },
  '(organisation)/notice': { at: '/notice' },
  '(organisation)/offline': { at: '/offline' },
  '(organisation)/report': { at: '/report' },
  '(organisation)/unsubscribe/[token]': { at: '/unsubscribe/none' },
  '(programme)/record': { as: 'mitra', at: '/record' },
  '(programme)/staff': { as: 'programme-admin', at: '/staff' },
  '(programme)/staff/[id]': {
    as: 'programme-admin',
    at: '/staff',
    linkOf: { page: '/staff', to: /\/staff\/[0-9a-f-]{36}$/ },
  },
  '(schemes)/schemes': { at: '/schemes' },
  '(schemes)/schemes/[key]': { at: '/schemes/social-security-pension' },
  '(desk)/studio/schemes': { as: 'administrator', at: '/studio/schemes' },
  '(public)': { at: '/' },
  '(public)/developers': { at: '/developers' },
  '(public)/licences': { at: '/licences' },
  '(public)/(account)/account': { as: COORDINATOR, at: '/account' },
  '(public)/(account)/account/number': { as: 'booth-volunteer', at: '/account/number' },
  '(public)/(account)/account/second-factor': { as: 'booth-volunteer', at: '/account/second-factor' },
  '(public)/(account)/declaration': { as: COORDINATOR, at: '/declaration' },
  '(public)/(account)/demo': { at: '/demo' },
  '(public)/(account)/demo/inbox': { at: '/demo/inbox' },
  '(public)/(account)/sign-in': { at: '/sign-in' },
  '(public)/(account)/sign-in/help': { at: '/sign-in/help' },
  '(public)/(account)/sign-in/second-step': { as: COORDINATOR, at: '/sign-in/second-step?next=/people' },
  '(public)/(account)/sign-in/who': { as: 'booth-volunteer', at: '/sign-in/who' },
  '(public)/(account)/sign-out': { as: 'booth-volunteer', at: '/sign-out' },
  '(volunteer)/badges': { as: 'booth-volunteer', at: '/badges' },
  '(volunteer)/camps': { as: 'booth-volunteer', at: '/camps' },
  '(volunteer)/camps/[id]': {
    as: 'booth-volunteer',
    at: '/camps',
    linkOf: { page: '/camps', to: /\/camps\/[0-9a-f-]{36}$/ },
  },
  '(volunteer)/card': { as: 'booth-volunteer', at: '/card' },
  '(volunteer)/kit': { as: 'booth-volunteer', at: '/kit' },
  '(volunteer)/learn': { as: 'booth-volunteer', at: '/learn' },
  '(volunteer)/learn/[lesson]': {
    as: 'booth-volunteer',
    at: '/learn',
    linkOf: { page: '/learn', to: /\/learn\/[0-9a-f-]{36}$/ },
  },
  '(volunteer)/recall': { as: 'booth-volunteer', at: '/recall' },
  '(volunteer)/messages': { as: 'booth-volunteer', at: '/messages' },
  '(volunteer)/messages/channels': { as: 'booth-volunteer', at: '/messages/channels' },
  '(volunteer)/my-booth': { as: 'booth-volunteer', at: '/my-booth' },
  '(volunteer)/my-data': { as: 'booth-volunteer', at: '/my-data' },
  '(volunteer)/my-data/name': { as: 'booth-volunteer', at: '/my-data/name' },
  '(volunteer)/outbox': { as: 'booth-volunteer', at: '/outbox' },
  '(volunteer)/stories': { as: 'booth-volunteer', at: '/stories' },
  '(volunteer)/tasks': { as: 'booth-volunteer', at: '/tasks' },
  '(volunteer)/tasks/[id]': {
    as: 'booth-volunteer',
    at: '/tasks',
    linkOf: { page: '/tasks', to: /\/tasks\/[0-9a-f-]{36}$/ },
  },
  '(volunteer)/today': { as: 'booth-volunteer', at: '/today' },
}

/** Where a session begins without a page being drawn at which nobody looks. */
const UNDRAWN = '/api/me'
const visitorOf = ([route, { as = '' }]: readonly [string, Visit]) => `${isProgramme(route) ? 2 : 1} ${as}`
const BY_VISITOR = Object.entries(VISITS).sort((one, other) => visitorOf(one).localeCompare(visitorOf(other)))

/** Pages at which another journey looks, because one gets there by a way only. */
const ELSEWHERE = [
  '(coordinator)/settings', // names, and the one below it
  '(programme)/staff/settings',
  '(coordinator)/invitations/[id]', // walk
  '(platform)/nowhere', // edges
  '(coordinator)/outreach/[id]/change', // outreach
  '(desk)/campaigns/[id]', // campaigns, and the one below
  '(desk)/campaigns/[id]/change',
  '(coordinator)/channels/connect/[platform]/back', // channels, and the two below
  '(coordinator)/channels/connect/choose',
  '(coordinator)/channels/queue/[id]',
  '(desk)/campaigns/[id]/kit',
  '(desk)/campaigns/kit/[kit]',
  '(volunteer)/kit/[id]',
  '(coordinator)/elections/new', // elections, and the four below
  '(coordinator)/elections/[id]',
  '(coordinator)/elections/[id]/change',
  '(coordinator)/elections/[id]/phase',
  '(coordinator)/elections/[id]/ledger',
  '(event)/events/[id]/programme', // events, and the two below
  '(event)/events/[id]/registrations',
  '(event)/events/[id]/print',
  '(event)/events/[id]/gates', // gate
  '(coordinator)/responsible/dissolve', // offices
  '(coordinator)/responsible/hand-over', // offices
  '(coordinator)/people/import', // import, and the two below
  '(coordinator)/people/import/[id]',
  '(coordinator)/places/[id]', // restructure, and the two below
  '(coordinator)/places/restructure',
  '(coordinator)/places/restructure/[id]',
  '(coordinator)/places/restructure/[id]/undo', // import
  '(desk)/studio/media/[id]', // library, and the two below
  '(desk)/studio/stories',
  '(desk)/studio/[id]/renditions',
  '(desk)/tracks/[id]', // learning
  '(desk)/studio/[id]/history', // studio
  '(volunteer)/agree',
  '(organisation)/goodbye', // join
  '(public)/(account)/sign-in/code', // walk
  '(public)/(account)/account/keys', // developers, and the two below
  '(public)/(account)/account/webhooks',
  '(public)/(account)/account/webhooks/[id]',
  '(public)/design', // design, and the two below it
  '(public)/design/coordinator',
  '(public)/design/volunteer',
]

test('every page of the house is looked at by somebody', () => {
  const pages = globSync('src/routes/**/+page.svelte').map((file) => dirname(file).replace('src/routes/', ''))
  expect([...Object.keys(VISITS), ...ELSEWHERE].sort()).toEqual(pages.sort())
})

for (const [language, width, colorScheme] of [
  ['hi', 360, 'light'],
  ['en', 1280, 'dark'],
] as const)
  test(`every page is accessible and fits (${language}, ${width} px, ${colorScheme})`, async ({
    browser,
  }) => {
    test.slow()
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      hasTouch: width < 500,
      // Each page as the house sends it; what a phone keeps of them is for offline to see.
      serviceWorkers: 'block',
    })
    const page = await context.newPage()
    for (const edition of [organisation, programme])
      await context.addCookies([{ name: 'language', value: language, url: edition('/') }])
    // All that is to be mended at once, not page by page; whoever looks at several pages signs in once.
    const faults: string[] = []
    let here: string | undefined
    const links = new Map<string, readonly string[]>()
    for (const [route, visit] of BY_VISITOR) {
      const edition = isProgramme(route) ? programme : organisation
      const visitor = edition(visit.as ? `/demo/sign-in/${visit.as}` : '/')
      try {
        if (here !== visitor) {
          here = undefined
          await context.clearCookies({ name: /^karyakarta_/ })
          if (visit.as) await page.goto(`${visitor}?next=${UNDRAWN}`)
          links.clear()
          here = visitor
        }
        await page.goto(await addressOf(page, edition, visit, links))
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        // A page that a script fills from the phone's store shows its heading when it has read it.
        await expect(page.locator('h1').filter({ visible: true }).first()).toBeVisible()
        await lookAt(page, `every${route.replace(/\W+/g, '-')}-${language}-${width}`)
        links.set(new URL(page.url()).pathname, await linksOn(page))
      } catch (error) {
        here = undefined
        faults.push(`${route}: ${(error as Error).message}`)
      }
    }
    await context.close()
    expect(faults).toEqual([])
  })

/** @param links what the pages at which this visitor has looked already lead to */
async function addressOf(
  page: Page,
  edition: (path: string) => string,
  { at, linkOf }: Visit,
  links: ReadonlyMap<string, readonly string[]>,
): Promise<string> {
  if (!linkOf) return edition(at)
  if (!links.has(linkOf.page)) await page.goto(edition(linkOf.page), { waitUntil: 'domcontentloaded' })
  const all = links.get(linkOf.page) ?? (await linksOn(page))
  const found = all.find((link) => linkOf.to.test(new URL(link).pathname))
  if (!found) throw new Error(`no link to ${linkOf.to} on ${linkOf.page}`)
  return found
}

const linksOn = (page: Page): Promise<string[]> =>
  page.locator('main a').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
