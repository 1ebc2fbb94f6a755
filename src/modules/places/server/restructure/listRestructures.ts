import type { Context } from '#platform/context.ts'
import type { PlanRow } from '../../domain/restructure/view.ts'
import { plansMade } from './planStore.ts'
import { authoriseRestructure, mayRestructure } from './restructurePolicy.ts'

const MOST = 100

/** Plans that wait and those that were applied, the newest first. @throws Refusal notSignedIn, secondStepNeeded, forbidden */
export async function listRestructures(ctx: Context): Promise<readonly PlanRow[]> {
  authoriseRestructure(ctx.actor)
  return ctx.transaction((tx) => plansMade(tx, MOST))
}

/** Whether whoever acts may restructure now: for a door that reads a long upload only then. @throws Refusal notSignedIn, forbidden, secondStepNeeded */
export const requireRestructuring = async (ctx: Context): Promise<void> => authoriseRestructure(ctx.actor)

/** Whether whoever looks may restructure: then the page is offered. */
export const isRestructuring = (ctx: Context): boolean => mayRestructure(ctx.actor).allowed
