import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { announce, announceAll } from '#platform/outbox/announce.ts'
import type { BadgeKind, Revocation } from '../domain/badge.ts'
import { markDue, numberOf, revokeBadgeOf } from './badgeStore.ts'

/**
 * Ends a badge of a person, in the transaction and after the policy of the room that gave it. From the next look at a status list on it reads revoked.
 * @returns whether there was one that held
 */
export async function revokeBadge(
  tx: Transaction,
  { personId, kind, about, why }: { personId: string; kind: BadgeKind; about: string; why: Revocation },
): Promise<boolean> {
  const award = await numberOf(tx, kind, about)
  if (award === undefined) return false
  const revoked = await revokeBadgeOf(tx, award, personId, why)
  for (const badgeId of revoked) record(tx, 'credentials.revokeBadge', `person:${personId}`, { badgeId, why })
  await announceAll(
    tx,
    'credentials.badgeRevoked',
    revoked.map((badgeId) => ({ badgeId, personId, kind, why })),
  )
  return revoked.length > 0
}

/**
 * What a badge was given for changed (a fact in its course): those who hold it are asked to refresh, and it still holds.
 * @returns how many badges are newly to be refreshed
 */
export async function markRefreshDue(tx: Transaction, kind: BadgeKind, about: string): Promise<number> {
  const award = await numberOf(tx, kind, about)
  if (award === undefined) return 0
  const due = await markDue(tx, award)
  if (due > 0) {
    record(tx, 'credentials.markRefreshDue', `award:${award}`, { due })
    await announce(tx, 'credentials.refreshDue', { award })
  }
  return due
}
