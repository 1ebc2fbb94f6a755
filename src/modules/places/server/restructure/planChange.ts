import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { planChangeSchema, said, type PlanChange } from '../../domain/restructure/commands.ts'
import { planRestructure } from '../../domain/restructure/planRestructure.ts'
import { placeId } from '../rajasthan/placeId.ts'
import { insertPlan } from './planStore.ts'
import { authoriseRestructure } from './restructurePolicy.ts'
import { standingPlaces } from './treeStore.ts'

/**
 * Makes a plan of one change, from the browser's form: looked at and applied like every other.
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden; badInput at the field that is wrong
 */
export async function planChange(ctx: Context, input: PlanChange): Promise<{ restructureId: string }> {
  const { command, given } = parse(planChangeSchema, input)
  authoriseRestructure(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.planChange', input: given }, async () => {
      const id = uuidv7(ctx.now)
      const lines = [{ line: 1, given: said(given) }]
      const { faults } = planRestructure(await standingPlaces(tx), lines, () => placeId(id))
      const fault = faults.get(1)
      // The form's field is a choice: what a file may write there helps nobody.
      const reason = fault?.field === 'what' ? 'places_r_what_choose' : fault?.reason
      if (fault) throw new Refusal('badInput', { fields: { [fault.field]: reason! } })
      await insertPlan(tx, { id, name: '', lines })
      record(tx, 'places.planChange', `restructure:${id}`, { what: given.what })
      return { restructureId: id }
    }),
  )
}
