import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { maskContact, type HarassmentKind } from '../domain/harassment.ts'
import { cursorMoment, cursorOf, readCursor } from '../domain/peopleQuery.ts'
import { reports } from './harassmentStore.ts'
import { namesOf } from './namesOfStore.ts'
import { mayAnswerReport, mayAnswerReports } from './policy.ts'

/** A report as those who answer it read it. Who made it is not told: whoever wants to be reached says where. */
export interface HarassmentView {
  readonly id: string
  readonly kind: HarassmentKind
  readonly told: string | null
  /** Masked; opened one by one with revealHarassmentContact. */
  readonly contact: string | null
  readonly at: Date
  /** How often its contact was opened so far. */
  readonly seen: number
  readonly settled:
    | { readonly at: Date; readonly by: string | undefined; readonly outcome: string }
    | undefined
  /** False for one's own report. */
  readonly mayAnswer: boolean
}

/** Reports of one part of the list. */
const PART = 20
const keySchema = z.tuple([z.boolean(), cursorMoment(6), z.guid()])

/**
 * Reports of harassment, those that wait first.
 * @param asked.after where the last part ended, as this verb said it
 * @throws Refusal forbidden for everybody who does not act for the whole state
 */
export async function listHarassmentReports(
  ctx: Context,
  asked: { readonly after?: string | undefined } = {},
): Promise<{ readonly reports: readonly HarassmentView[]; readonly next: string | undefined }> {
  const actor = requirePerson(ctx.actor)
  authorise(mayAnswerReports(actor))
  return ctx.transaction(async (tx) => {
    const found = await reports(tx, ctx.platform.keys, readCursor(keySchema, asked.after), PART + 1)
    const shown = found.slice(0, PART)
    const names = await namesOf(
      tx,
      shown.map(({ settledBy }) => settledBy),
    )
    const last = found.length > PART ? shown.at(-1) : undefined
    return {
      next: last && cursorOf(last.key),
      reports: shown.map((report) => ({
        id: report.id,
        kind: report.kind,
        told: report.told,
        contact: report.contact && maskContact(report.contact),
        at: report.at,
        seen: report.seen,
        settled:
          report.settledAt && report.outcome !== null
            ? {
                at: report.settledAt,
                by: report.settledBy ? names.get(report.settledBy)?.[ctx.locale] : undefined,
                outcome: report.outcome,
              }
            : undefined,
        mayAnswer: mayAnswerReport(actor, report).allowed,
      })),
    }
  })
}
