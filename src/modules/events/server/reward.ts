import type { Transaction } from '#platform/context.ts'

/**
 * Gives the badge of attendance, or takes it back, once the credentials room is in the house: then this calls its front door (`issueBadge`, kind
 * `attendance`, about the event's id). Until then it does nothing, and nothing of it shows.
 */
export function rewardAttendance(
  _tx: Transaction,
  _attended: { readonly personId: string; readonly eventId: string; readonly isAttended: boolean },
): Promise<void> {
  return Promise.resolve()
}
