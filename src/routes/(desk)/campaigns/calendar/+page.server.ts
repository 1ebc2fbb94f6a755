import { inOrder, type Entry } from '#modules/campaigns/domain/calendar.ts'
import { viewCalendar } from '#modules/campaigns/server/viewCalendar.ts'
import { windowsBetween } from '#modules/elections/server/windowsBetween.ts'
import { together } from '#platform/context.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = { day: url.searchParams.get('day'), view: url.searchParams.get('view') }
  return together(locals.context, async (within) => {
    const calendar = await viewCalendar(within, asked)
    const { from, until } = calendar.span
    // An election's own page stands among the coordinators' pages.
    const toElection = (id: string) => (within.actor.scope.length > 0 ? `/elections/${id}` : null)
    const elections = await windowsBetween(within, {
      from: new Date(`${from}T00:00:00+05:30`),
      until: new Date(`${until}T23:59:59+05:30`),
    })
    const polls = elections.polls.map(({ electionId, on, nameHi, nameEn }, nth): Entry => ({
      id: `poll ${electionId} ${on} ${nth}`,
      kind: 'poll',
      from: on,
      until: on,
      nameHi,
      nameEn,
      href: toElection(electionId),
      at: null,
    }))
    const windows = elections.windows.map((window, nth): Entry => ({
      id: `window ${window.electionId} ${window.key} ${nth}`,
      kind: 'window',
      from: indianDay(window.from),
      until: indianDay(window.until),
      nameHi: window.nameHi,
      nameEn: window.nameEn,
      href: toElection(window.electionId),
      at: window.from.toISOString(),
    }))
    const entries = inOrder([...calendar.entries, ...polls, ...windows])
    return { ...calendar, entries, locale: locals.locale }
  })
}
