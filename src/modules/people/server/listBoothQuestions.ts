import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { hasAuthority } from '../domain/appointment.ts'
import { openBoothQuestions, type BoothQuestion } from './boothChangeStore.ts'
import { mayAnswerBoothChange, mayList } from './policy.ts'

/** A sitting's worth. */
const SHOWN = 20

/** A question as whoever looks may answer it. */
export interface AnswerableQuestion extends Omit<BoothQuestion, 'wing' | 'placeLft' | 'partLft' | 'roles'> {
  /** Why parts beside the offered ones cannot be chosen here; undefined where all are offered. */
  readonly whyPartial: 'people_c_split_others' | 'people_office_keeps_booth' | undefined
}

/**
 * Who has not said yet which part of her split booth is hers, the longest first, as far as one's scope reaches. Of the parts those are
 * offered to which the actor may move her: what `answerBoothChange` would refuse is not offered.
 * @throws Refusal forbidden
 */
export async function listBoothQuestions(ctx: Context): Promise<readonly AnswerableQuestion[]> {
  const actor = requirePerson(ctx.actor)
  authorise(mayList(actor))
  const questions = await ctx.transaction((tx) => openBoothQuestions(tx, SHOWN))
  return questions.map(({ wing, placeLft, partLft, roles, ...question }) => {
    const mayStandAt = (lft: number) =>
      mayAnswerBoothChange(actor, { id: question.personId, placeLft: lft, wing }).allowed
    const within = mayStandAt(placeLft) ? question.options.filter(({ id }) => mayStandAt(partLft[id]!)) : []
    const staysByOffice = roles.some(hasAuthority)
    const options = staysByOffice ? within.filter(({ id }) => id === question.now.id) : within
    const whyPartial = staysByOffice ? 'people_office_keeps_booth' : 'people_c_split_others'
    return {
      ...question,
      options,
      whyPartial: options.length < question.options.length ? whyPartial : undefined,
    }
  })
}
