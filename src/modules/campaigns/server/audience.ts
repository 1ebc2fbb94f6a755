import type { z } from 'zod'
import { wingRegister } from '#modules/people/server/index.ts'
import { placeOf } from '#modules/places/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { openGate, type ReleaseRule } from '#platform/release/gate.ts'
import { audienceSchema, type AskAudience, type Audience } from '../domain/campaign.ts'
import { reachOf, type Reach } from '../domain/reach.ts'
import { audienceGroups } from './campaignStore.ts'
import { mayMake } from './policy.ts'

/**
 * Whom a campaign would ask, from what was chosen, as somebody may ask them.
 * @param kept wings that may be asked though they are not used any more: whoever stands in one stays, and so does a brief that asks them already
 * @throws Refusal badInput for an unknown place or a wing that there is not, or that is not used any more; forbidden outside the actor's scope
 */
export async function composeAudience(
  tx: Transaction,
  { placeId, wings, languages }: Omit<z.output<typeof audienceSchema>, 'command'>,
  kept: readonly number[] = [],
): Promise<Audience> {
  const place = await placeOf(tx, placeId)
  if (!place) throw new Refusal('badInput', { fields: { placeId: 'campaigns_place_needed' } })
  const audience = { placeId: place.id, placeLft: place.lft, placeRgt: place.rgt, wings, languages }
  authorise(mayMake(tx.actor, audience))
  const known = wings.length === 0 ? [] : await wingRegister.list(tx)
  const mayBeAsked = (wing: number) =>
    known.some(({ number, retired }) => number === wing && (!retired || kept.includes(wing)))
  if (!wings.every(mayBeAsked)) throw new Refusal('badInput', { fields: { wings: 'campaigns_wing_unknown' } })
  return audience
}

/** How far it goes in this moment: exact, and what the gate holds of it. */
export async function reachNow(tx: Transaction, audience: Audience, rules: readonly ReleaseRule[]): Promise<Reach> {
  return reachOf(await audienceGroups(tx, audience), await openGate(tx, rules))
} // prettier-ignore

/**
 * The live count beside the form, before anything is kept.
 * @throws Refusal as composeAudience
 */
export async function countAudience(
  ctx: Context,
  input: AskAudience,
  rules: readonly ReleaseRule[],
): Promise<Reach> {
  const asked = parse(audienceSchema, input)
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => reachNow(tx, await composeAudience(tx, asked, asked.wings), rules))
}
