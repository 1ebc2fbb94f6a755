import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { seenAs } from '#platform/settings/seenAs.ts'
import { lockSettings, readSettings, type Settings } from '#platform/settings/settings.ts'
import type { OrganisationNames } from '../domain/houseNames.ts'
import { mayNameThings } from './policy.ts'
import {
  holdersInWings,
  standingInWings,
  wings,
  type InWing,
  type Wing,
  type WingHolder,
} from './wingStore.ts'

export interface HouseNames {
  readonly organisation: OrganisationNames
  readonly wings: readonly Wing[]
  /** Own names by rank; what is not named has the built-in word. */
  readonly ranks: NonNullable<Settings['ranks']>
  /** Of each form, what it shows: sent back with it, so that nobody overwrites what somebody else changed meanwhile. */
  readonly seen: Readonly<Record<'organisation' | 'wings' | 'ranks', string>>
}

/** The same for its page: with who and what stands in each wing, told before anybody retires one. */
export interface HouseNamesPage extends HouseNames {
  readonly inWings: readonly InWing[]
  /** The first who hold an office in each wing. */
  readonly holders: readonly WingHolder[]
}

/** Offices of a wing that are named one by one. */
const HOLDERS_NAMED = 10

/** What the organisation calls itself, its wings and its ranks. @throws Refusal forbidden, secondStepNeeded */
export async function viewHouseNames(ctx: Context): Promise<HouseNamesPage> {
  mayChangeNames(ctx)
  return ctx.transaction(async (tx) => ({
    ...namesFrom(await readSettings(tx.db), await wings(tx)),
    inWings: await standingInWings(tx),
    holders: await holdersInWings(tx, HOLDERS_NAMED),
  }))
}

/** Who may change names: asked first by every verb that does. @throws Refusal forbidden, secondStepNeeded */
export function mayChangeNames(ctx: Context): PersonActor {
  authorise(mayNameThings(ctx.actor))
  return requireSecondStep(ctx.actor)
}

/**
 * The names as they stand, held still until the transaction ends: the next administrator waits here and then sees what this one did.
 * @throws Refusal changedMeanwhile when the form saw something else
 */
export async function lockNames(
  tx: Transaction,
  form: keyof HouseNames['seen'] | undefined,
  seen: string,
): Promise<HouseNames & { readonly settings: Settings }> {
  const settings = await lockSettings(tx)
  if (!settings) throw new Refusal('changedMeanwhile', { reason: 'people_s_not_set_up' })
  const names = namesFrom(settings, await wings(tx))
  if (form && names.seen[form] !== seen)
    throw new Refusal('changedMeanwhile', { reason: 'people_s_changed_meanwhile' })
  return { ...names, settings }
}

function namesFrom(settings: Settings | undefined, known: readonly Wing[]): HouseNames {
  if (!settings) throw new Refusal('notFound')
  const { nameHi, nameEn, titleHi, titleEn, accent, grievanceName, grievanceContact, ranks = {} } = settings
  const organisation = { nameHi, nameEn, titleHi, titleEn, accent, grievanceName, grievanceContact }
  return {
    organisation,
    wings: known,
    ranks,
    seen: { organisation: seenAs(organisation), wings: seenAs(known), ranks: seenAs(ranks) },
  }
}
