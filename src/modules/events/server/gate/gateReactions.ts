import { z } from 'zod'
import { activities } from '#modules/people/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { dropMarks, saveBarred } from './gateListStore.ts'
import { takeRewardBack } from '../reward.ts'
import { attendanceOf } from './scanStore.ts'

const ofPerson = z.object({ personId: z.guid() })
/** Whether somebody's passes open anything follows how she stands with the people room. */
const standing = (event: string): Reaction => ({
  name: `events.barOn_${event}`,
  event,
  async react(tx, { payload }) {
    const heard = ofPerson.safeParse(payload)
    if (!heard.success) return
    const { personId } = heard.data
    const changed = await saveBarred(tx, personId)
    if (changed > 0) record(tx, 'events.barPasses', `person:${personId}`, { passes: changed })
  },
})

const forgetMarks: Reaction = {
  name: 'events.forgetMarksOfOldPhone',
  event: 'people.phoneVerified',
  async react(tx, { payload }) {
    const heard = ofPerson.safeParse(payload)
    if (heard.success) await dropMarks(tx, heard.data.personId)
  },
}

const ofAttendance = z.object({ registrationId: z.guid() })
/** An attended scan is an activity, seen by whoever held the device; one that was ruled away never was. */
const countAttendance: Reaction = {
  name: 'events.countAttendance',
  event: 'events.attendanceChanged',
  async react(tx, { payload }) {
    const heard = ofAttendance.safeParse(payload)
    if (!heard.success) return
    const { registrationId } = heard.data
    const attended = await attendanceOf(tx, registrationId)
    if (!attended) return
    const { personId, eventId, happenedOn, seenBy } = attended
    const activity = { personId, kind: 'scan', source: registrationId } as const
    // Of another day than before, or no more at all: what was told of it is taken back first.
    await tolerating(() => activities.withdraw(tx, activity))
    const counts = happenedOn !== null && seenBy !== null && seenBy !== personId
    if (counts) await tolerating(() => activities.record(tx, { ...activity, happenedOn, seenBy }))
    if (!counts) await takeRewardBack(tx, eventId, personId)
  },
}

/** Whoever left, or is not vouched for now, has no ladder to climb: her attendance stays what it was. */
async function tolerating(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (!isRefusal(thrown) || !['notFound', 'changedMeanwhile'].includes(thrown.id)) throw thrown
  }
}

export const gateReactions: readonly Reaction[] = [
  ...['people.suspended', 'people.reinstated', 'people.left', 'people.vouchRevoked', 'people.vouched'].map(standing),
  forgetMarks,
  countAttendance,
] // prettier-ignore
