import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { announce } from '#platform/outbox/announce.ts'
import { correctedName, correctNameSchema, type CorrectName } from '../domain/nameCorrection.ts'
import { appointmentsOf, inForce } from './appointmentStore.ts'
import { lockStanding } from './lockStanding.ts'
import { saveName } from './nameStore.ts'
import { isNameTakenBehindPhone } from './householdStore.ts'
import { mayCorrectName } from './policy.ts'
import { noteSighting } from './sightingStore.ts'

/**
 * A coordinator corrects the name of somebody who asked for it. The person sees that it was done, and by whom.
 * @throws Refusal forbidden towards oneself (there is correctMyName) and towards those who stand level or above
 * @throws Refusal changedMeanwhile once she has left
 */
export async function correctName(ctx: Context, input: CorrectName): Promise<{ personId: string }> {
  const { command, personId, ...asked } = parse(correctNameSchema, input)
  const { keys } = ctx.platform
  const digest = blindIndex(keys, JSON.stringify({ personId, ...asked })).toString('hex')
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.correctName', input: digest }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      const posts = (await appointmentsOf(tx, personId)).filter((post) => inForce(post, ctx.now))
      authorise(mayCorrectName(actor, person, posts))
      if (person.state === 'left') throw new Refusal('changedMeanwhile', { reason: 'people_c_not_member' })
      const name = correctedName(asked)
      // Whose name it is stays unsaid: the household may reach beyond this coordinator's scope.
      if (await isNameTakenBehindPhone(tx, keys, personId, name.name))
        throw new Refusal('badInput', { fields: { name: 'people_c_name_not_here' } })
      await saveName(tx, personId, name, { knownAs: null, changed: false })
      await noteSighting(tx, personId, actor.personId, 'name')
      await announce(tx, 'people.nameCorrected', { personId, changed: false })
      record(tx, 'people.correctName', `person:${personId}`)
      return { personId }
    }),
  )
}
