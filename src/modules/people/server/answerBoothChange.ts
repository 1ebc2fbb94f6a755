import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { answerBoothChangeSchema, type AnswerBoothChange } from '../domain/boothChange.ts'
import { lockBoothChange, settleBoothChange } from './boothChangeStore.ts'
import { holdsOpenOffice } from './holdsOffice.ts'
import { lockStanding } from './lockStanding.ts'
import { savePerson } from './personStore.ts'
import { placeOf } from './placeOfStore.ts'
import { mayAnswerBoothChange } from './policy.ts'

/**
 * Says which part of a split booth is hers, or that she has read what became of her booth. Her step on the ladder and her vouch stay: whoever
 * vouched for her knew her at the whole booth, of which each part was one.
 * @throws Refusal notFound for whoever may not see her; forbidden, also to a part outside one's scope; badInput on `boothId` outside the parts;
 * changedMeanwhile when it was answered already, when she has moved since, or while an office ties her to her booth
 */
export async function answerBoothChange(
  ctx: Context,
  input: AnswerBoothChange,
): Promise<{ boothId: string }> {
  const { command, ...asked } = parse(answerBoothChangeSchema, input)
  const { changeId, boothId } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.answerBoothChange', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const change = await lockBoothChange(tx, changeId)
      if (!change) throw new Refusal('changedMeanwhile', { reason: 'people_booth_change_settled' })
      const person = await lockStanding(tx, change.personId)
      authorise(mayAnswerBoothChange(actor, person))
      if (change.options.length > 0 && !change.options.some(({ id }) => id === boothId))
        throw new Refusal('badInput', { fields: { boothId: 'people_booth_change_choose' } })
      const chosen = change.options.length > 0 ? await placeOf(tx, boothId) : undefined
      // A part may lie in another's constituency: nobody moves somebody to where he leads nobody.
      if (chosen) authorise(mayAnswerBoothChange(actor, { ...person, placeLft: chosen.lft }))
      await settleBoothChange(tx, changeId, chosen?.id ?? null)
      record(tx, 'people.answerBoothChange', `person:${person.id}`, { from: person.placeId, to: chosen?.id ?? person.placeId }) // prettier-ignore
      if (!chosen || chosen.id === person.placeId) return { boothId: person.placeId }
      if (await holdsOpenOffice(tx, person.id))
        throw new Refusal('changedMeanwhile', { reason: 'people_office_keeps_booth' })
      await savePerson(tx, person.id, { state: person.state, place: chosen })
      await announce(tx, 'people.moved', { personId: person.id, placeId: chosen.id, wing: person.wing })
      return { boothId: chosen.id }
    }),
  )
}
