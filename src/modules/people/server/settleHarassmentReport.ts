import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { settleHarassmentSchema, type SettleHarassment } from '../domain/harassment.ts'
import { lockReport, saveOutcome } from './harassmentStore.ts'
import { mayAnswerReport } from './policy.ts'

/**
 * Settles a report with what was done about it, in words. The audit log keeps that it was settled and by whom, never the words.
 * @throws Refusal forbidden, or notFound where row-level security leaves nothing
 * @throws Refusal changedMeanwhile when somebody else settled it
 */
export async function settleHarassmentReport(ctx: Context, input: SettleHarassment): Promise<void> {
  const { command, reportId, outcome } = parse(settleHarassmentSchema, input)
  await ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'people.settleHarassmentReport', input: { reportId, outcome } },
      async () => {
        const actor = requirePerson(ctx.actor)
        const report = await lockReport(tx, ctx.platform.keys, reportId)
        if (!report) throw new Refusal('notFound', { reason: 'people_c_report_unknown' })
        authorise(mayAnswerReport(actor, report))
        if (report.settledAt) throw new Refusal('changedMeanwhile', { reason: 'people_c_harassment_settled' })
        await saveOutcome(tx, reportId, { by: actor.personId, outcome })
        record(tx, 'people.settleHarassmentReport', `harassment:${reportId}`)
        await announce(tx, 'people.harassmentSettled', { reportId })
      },
    ),
  )
}
