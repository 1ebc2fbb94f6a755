import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { revealContactSchema, type RevealContact } from '../domain/harassment.ts'
import { contactsSeenSince, lockReport, noteContactSeen } from './harassmentStore.ts'
import { lookOnce } from './lookOnce.ts'
import { mayAnswerReport } from './policy.ts'

/** Different reports whose contact one person may open in 24 hours. */
export const CONTACTS_A_DAY = 40

/**
 * Opens the contact of one report, notes who did, and tells it. A reporter who was signed in sees the note in her record. A
 * replay within minutes is the same look (lookOnce).
 * @returns the contact as it was written
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden, or notFound where row-level security leaves nothing
 * @throws Refusal tooOften beyond CONTACTS_A_DAY different reports
 */
export async function revealHarassmentContact(ctx: Context, input: RevealContact): Promise<string> {
  const { command, reportId } = parse(revealContactSchema, input)
  return ctx.transaction(async (tx) => {
    const actor = requireSecondStep(ctx.actor)
    const report = await lockReport(tx, ctx.platform.keys, reportId)
    if (!report) throw new Refusal('notFound', { reason: 'people_c_report_unknown' })
    authorise(mayAnswerReport(actor, report))
    if (report.contact === null) throw new Refusal('gone')
    const look = {
      command,
      verb: 'people.revealHarassmentContact',
      of: { reportId },
      shown: report.contact,
    }
    await lookOnce(tx, ctx.platform.keys, look, async () => {
      const seen = await contactsSeenSince(tx, actor.personId, new Date(ctx.now.getTime() - DAY_MS))
      if (seen >= CONTACTS_A_DAY)
        throw new Refusal('tooOften', { reason: 'people_c_reveals_used_up', retryAfterSeconds: 3600 })
      await noteContactSeen(tx, reportId, actor.personId)
      record(tx, 'people.revealHarassmentContact', `harassment:${reportId}`)
    })
    return report.contact
  })
}
