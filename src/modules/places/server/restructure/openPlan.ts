import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { authoriseRestructure } from './restructurePolicy.ts'
import { findPlan, type KeptPlan } from './planStore.ts'

/** A plan, for whoever may see it. @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound */
export async function openPlan(tx: Transaction, id: string, lock = false): Promise<KeptPlan> {
  authoriseRestructure(tx.actor)
  const plan = await findPlan(tx, id, lock)
  if (!plan) throw new Refusal('notFound', { reason: 'places_r_unknown' })
  return plan
}

/** A plan that waits still, locked. @throws as openPlan; Refusal changedMeanwhile once it was applied or discarded */
export async function openWaiting(tx: Transaction, id: string): Promise<KeptPlan> {
  const plan = await openPlan(tx, id, true)
  if (plan.state !== 'planned') throw new Refusal('changedMeanwhile', { reason: 'places_r_went_on' })
  return plan
}
