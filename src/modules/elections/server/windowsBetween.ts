import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { windowsOf } from '../domain/windows.ts'
import { electionsOf, phasesOf } from './calendarStore.ts'
import { maySeeCalendar } from './policy.ts'
import { scheduledOf } from './releaseRule.ts'
import { rulesOf } from './ruleStore.ts'
import { shownAt, type ShownWindow } from './shownWindow.ts'

/** What elections ask within some days, for a calendar that shows more than elections. */
export interface WindowsBetween {
  /** Days of poll, `YYYY-MM-DD`, each phase once a day. */
  readonly polls: readonly {
    readonly electionId: string
    readonly on: string
    readonly nameHi: string
    readonly nameEn: string
  }[]
  readonly windows: readonly (ShownWindow & { readonly electionId: string; readonly until: Date })[]
}

/**
 * Polls and windows with an end that meet a span of time.
 * @param between both counted
 * @throws Refusal forbidden
 */
export async function windowsBetween(
  ctx: Context,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<WindowsBetween> {
  requirePerson(ctx.actor)
  authorise(maySeeCalendar(ctx.actor))
  return ctx.transaction(async (tx) => {
    const elections = await electionsOf(tx)
    const phases = await phasesOf(tx, elections.map(({ id }) => id)) // prettier-ignore
    const rules = elections.length === 0 ? [] : await rulesOf(tx)
    const days = phases.flatMap((phase) =>
      [...new Set([phase.pollOn, ...phase.hours.map(({ pollOn }) => pollOn)])].map((on) => ({
        electionId: phase.electionId,
        on,
        nameHi: phase.nameHi,
        nameEn: phase.nameEn,
      })),
    )
    const isBetween = (on: string) => {
      const begins = new Date(`${on}T00:00:00+05:30`)
      return from <= begins && begins <= until
    }
    const windows = elections.flatMap((election) =>
      windowsOf(scheduledOf(election, phases), rules).flatMap((window) =>
        window.until !== null && window.from <= until && window.until >= from
          ? [{ ...shownAt(ctx.now)(window), until: window.until, electionId: election.id }]
          : [],
      ),
    )
    return { polls: days.filter(({ on }) => isBetween(on)), windows }
  })
}
