import { putNotes } from '#modules/outreach/server/index.ts'
import { inAbsence } from '#platform/access/actor.ts'
import { nearestAbove } from '#platform/access/nearestAbove.ts'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import type { HeldWhy } from '../domain/kit.ts'
import { noteOf } from './notes.ts'
import { holdKits, leadersAbove, scheduledKits, type LeaderOfKit, type ScheduledKit } from './officeStore.ts'
import { mayRecall, mayRelease } from './policy.ts'

/**
 * Holds scheduled kits whose releaser may not release them any more, and asks whoever stands above: an office that ended lets nothing go, two records
 * that turned out to be one person are one hand, and a place that was merged into another holds people whom nobody counted (decision 0042). What is out already stays: it was decided by somebody who could.
 * @param since when it happened; what was to come out after it goes from everybody's hands also where that hour has come meanwhile
 * @returns how many are held by this
 */
export async function holdUnlawful(tx: Transaction, since: Date): Promise<number> {
  const unlawful = (await scheduledKits(tx, since)).flatMap((kit) => {
    const why = whyNot(kit)
    return why ? [{ ...kit, why }] : []
  })
  if (unlawful.length === 0) return 0
  const held = new Set(await holdKits(tx, unlawful.map(({ id, why }) => ({ id, why }))))
  const kits = unlawful.filter(({ id }) => held.has(id))
  const leaders = await leadersAbove(tx, [...held])
  const told = await putNotes(
    tx,
    kits.flatMap((kit) => askedOf(kit, leaders).map((personId) => noteOf(personId, kit.why, kit))),
  )
  for (const { id, why } of kits) record(tx, 'campaigns.holdUnlawful', `kit:${id}`, { why, told })
  return kits.length
} // prettier-ignore

type WhyNot = Extract<HeldWhy, 'office_ended' | 'same_hand' | 'place_changed'>
function whyNot(kit: ScheduledKit): WhyNot | undefined {
  if (kit.letGoBy === null || kit.lapse === 'office_ended') return 'office_ended'
  const verdict = mayRelease(inAbsence(kit.letGoBy, kit.offices), kit, kit.madeBy)
  if (verdict.allowed) return kit.letGoPlace === kit.placeId ? undefined : 'place_changed'
  return verdict.reason === 'campaigns_may_not_release_own' ? 'same_hand' : 'office_ended'
}

/** Those who may release it, but not whose office ends; where nobody but its writer could, she, who can take it back. */
function askedOf(
  kit: ScheduledKit & { readonly why: WhyNot },
  leaders: readonly LeaderOfKit[],
): readonly string[] {
  const above = leaders.filter(
    ({ kitId, personId }) => kitId === kit.id && (kit.why !== 'office_ended' || personId !== kit.letGoBy),
  )
  const span = { lft: kit.placeLft, rgt: kit.placeRgt }
  const release = nearestAbove(above, span, (actor) => mayRelease(actor, kit, kit.madeBy))
  return release.length > 0 ? release : nearestAbove(above, span, (actor) => mayRecall(actor, kit))
}
