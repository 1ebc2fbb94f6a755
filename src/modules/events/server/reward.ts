import { issueBadges, revokeBadge } from '#modules/credentials/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import type { EventRow } from './eventStore.ts'
import { attendeesOf } from './gate/scanStore.ts'

/** What a badge of attendance needs to know of its event. */
export type RewardedEvent = Pick<EventRow, 'id' | 'titleHi' | 'titleEn' | 'startsOn' | 'endsOn'>

const award = ({ id, titleHi, titleEn, startsOn, endsOn }: RewardedEvent) => {
  const [nameHi, nameEn] = [titleHi ?? titleEn ?? '', titleEn ?? titleHi ?? '']
  const days = startsOn === endsOn ? startsOn : `${startsOn} – ${endsOn}`
  return {
    kind: 'attendance',
    about: id,
    nameHi,
    nameEn,
    criteriaHi: `${nameHi} (${days}): द्वार पर किसी और ने उपस्थिति जाँची।`,
    criteriaEn: `${nameEn} (${days}): somebody else checked the attendance at the gate.`,
  } as const
}

/**
 * Gives the badge of attendance to everybody who attended an event that was held; given again it changes nothing.
 * @param among only these persons; left out: all
 */
export async function rewardAttendance(
  tx: Transaction,
  event: RewardedEvent,
  among?: readonly string[],
): Promise<void> {
  const personIds = await attendeesOf(tx, event.id, among)
  await issueBadges(tx, { ...award(event), personIds: [...personIds], earnedAt: tx.now })
}

/** Takes it back from whose scan was ruled away. */
export async function takeRewardBack(tx: Transaction, eventId: string, personId: string): Promise<void> {
  await revokeBadge(tx, { personId, kind: 'attendance', about: eventId, why: 'taken_back' })
}
