import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after, type PersonState } from '../domain/ladder.ts'
import { settleMissingBoothSchema, type SettleMissingBooth } from '../domain/missingBooth.ts'
import { lockStanding } from './lockStanding.ts'
import { lockOpenReport, saveSettled } from './missingBoothQueueStore.ts'
import { savePerson } from './personStore.ts'
import { placeOf } from './placeOfStore.ts'
import { maySettleMissingBooth } from './policy.ts'

/**
 * Answers "my booth is missing": points the person to a booth of that constituency, where she then waits for a vouch, or says that there
 * is no such booth.
 * @throws Refusal forbidden outside the coordinator's scope and for one's own report
 * @throws Refusal changedMeanwhile when it is settled already, or the person has chosen another booth since
 */
export async function settleMissingBooth(
  ctx: Context,
  input: SettleMissingBooth,
): Promise<{ state: PersonState }> {
  const { command, ...asked } = parse(settleMissingBoothSchema, input)
  const { reportId, outcome, boothId } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.settleMissingBooth', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const report = await lockOpenReport(tx, reportId)
      if (!report) throw new Refusal('notFound', { reason: 'people_c_report_unknown' })
      authorise(maySettleMissingBooth(actor, report))
      const person = await lockStanding(tx, report.personId)
      await saveSettled(tx, reportId, { outcome, by: actor.personId, boothId: boothId ?? null })
      record(tx, 'people.settleMissingBooth', `person:${person.id}`, {
        reportId,
        outcome,
        boothId: boothId ?? null,
      })
      if (boothId === undefined || outcome !== 'existing') return { state: person.state }
      const booth = await placeOf(tx, boothId)
      if (!booth || booth.level !== 'booth' || booth.lft < report.lft || booth.rgt > report.rgt)
        throw new Refusal('badInput', { fields: { boothId: 'people_c_booth_needed' } })
      const state = person.hasBooth ? undefined : after(person.state, 'boothChosen', true)
      if (!state) throw new Refusal('changedMeanwhile', { reason: 'people_c_booth_chosen_since' })
      await savePerson(tx, person.id, { state, place: booth })
      if (state === 'placed')
        await announce(tx, 'people.placed', { personId: person.id, placeId: booth.id, wing: person.wing })
      return { state }
    }),
  )
}
