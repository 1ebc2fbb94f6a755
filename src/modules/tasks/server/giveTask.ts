import { wingRegister } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { announce } from '#platform/outbox/announce.ts'
import { dueDayFault, type GiveTask } from '../domain/task.ts'
import { parseGiven } from './parseGiven.ts'
import { placeOf } from './placeStore.ts'
import { mayGive } from './policy.ts'
import { insertTask, insertTaskChange } from './taskStore.ts'

/**
 * Gives a task to the volunteers of a place and wing.
 * @throws Refusal badInput, among it words that aim at other people's posts or accounts; forbidden outside the coordinator's scope
 */
export async function giveTask(ctx: Context, input: GiveTask): Promise<{ taskId: string }> {
  const { command, ...asked } = parseGiven(input, indianDay(ctx.now))
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'tasks.giveTask', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const place = await placeOf(tx, asked.placeId)
      if (!place) throw new Refusal('badInput', { fields: { placeId: 'tasks_place_needed' } })
      authorise(mayGive(ctx.actor, { ...place, wing: asked.wing }))
      await wingRegister.requireInUse(tx, asked.wing)
      const fault = dueDayFault(asked.dueOn, indianDay(ctx.now))
      if (fault) throw new Refusal('badInput', { fields: { dueOn: fault } })
      const taskId = uuidv7(ctx.now)
      await insertTask(tx, {
        ...asked,
        id: taskId,
        placeLft: place.lft,
        placeRgt: place.rgt,
        unit: asked.proof === 'count' ? asked.unit : null,
        givenBy: personId,
        givenAt: ctx.now,
        endedAt: null,
      })
      await insertTaskChange(tx, { taskId, what: 'given', by: personId })
      await announce(tx, 'tasks.given', { taskId, placeId: place.id, wing: asked.wing })
      record(tx, 'tasks.giveTask', `task:${taskId}`, {
        placeId: place.id,
        wing: asked.wing,
        proof: asked.proof,
      })
      return { taskId }
    }),
  )
}
