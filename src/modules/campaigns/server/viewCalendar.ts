import { tributesBetween } from '#modules/studio/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { inOrder, spanOf, VIEWS, type CalendarView, type Entry, type Span } from '../domain/calendar.ts'
import { isDay } from '../domain/said.ts'
import { campaignsBetween } from './campaignStore.ts'
import { kitsBetween } from './kitStore.ts'
import { maySee } from './policy.ts'

export interface CampaignCalendar {
  readonly span: Span
  readonly today: string
  readonly entries: readonly Entry[]
}

/**
 * Campaigns of a month or a week, and the tributes that return in it. The page lays elections beside them.
 * @param asked a day in it, and whether a week is meant; anything else is the month of today
 * @throws Refusal forbidden
 */
export async function viewCalendar(
  ctx: Context,
  asked: { readonly day?: string | null; readonly view?: string | null },
): Promise<CampaignCalendar> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  const today = indianDay(ctx.now)
  const day = asked.day && /^20\d{2}-\d{2}-\d{2}$/.test(asked.day) && isDay(asked.day) ? asked.day : today
  const view: CalendarView = VIEWS.find((known) => known === asked.view) ?? 'month'
  const span = spanOf(day, view)
  return ctx.transaction(async (tx) => {
    const campaigns = await campaignsBetween(tx, span)
    const entries = campaigns.map((one): Entry => ({
      id: `campaign ${one.id}`,
      kind: 'campaign',
      from: one.startsOn,
      until: one.endsOn,
      nameHi: one.nameHi,
      nameEn: one.nameEn,
      href: `/campaigns/${one.id}`,
      at: null,
    }))
    const kits = await kitsBetween(tx, {
      from: new Date(`${span.from}T00:00:00+05:30`),
      until: new Date(`${span.until}T23:59:59+05:30`),
    })
    const moments = kits.flatMap(({ id, titleHi, titleEn, releaseAt, expiresAt }) =>
      (['release', 'expiry'] as const).map((kind): Entry => {
        const at = kind === 'release' ? releaseAt! : expiresAt!
        const on = indianDay(at)
        const href = `/campaigns/kit/${id}`
        return {
          id: `${kind} ${id}`,
          kind,
          from: on,
          until: on,
          nameHi: titleHi,
          nameEn: titleEn,
          href,
          at: at.toISOString(),
        }
      }),
    )
    // What nobody has approved yet is its makers' alone: the studio's desk tells them.
    const tributes = (await tributesBetween(tx, span.from, span.until))
      .filter(({ isApproved }) => isApproved)
      .map(({ pieceId, on, titleHi, titleEn }): Entry => ({
        id: `tribute ${pieceId} ${on}`,
        kind: 'tribute',
        from: on,
        until: on,
        nameHi: titleHi,
        nameEn: titleEn,
        href: null,
        at: null,
      }))
    const isShown = ({ from }: Entry) => span.from <= from && from <= span.until
    return { span, today, entries: inOrder([...entries, ...tributes, ...moments.filter(isShown)]) }
  })
}
