import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { endTitles } from './badgeStore.ts'
import { handBack, mergeStands, passOver } from './mergedStore.ts'

const person = z.object({ personId: z.guid() })
const merged = z.object({ mergeId: z.guid(), staysId: z.guid(), givesId: z.guid() })

/** A title says that somebody stands with the organisation now; what she learned she has learned. */
const endTitlesWhen = (event: 'people.left' | 'people.suspended', why: 'left' | 'misuse'): Reaction => ({
  name: `credentials.endTitlesWhen:${event}`,
  event,
  async react(tx, heard) {
    const { data } = person.safeParse(heard.payload)
    if (!data) return
    const ended = await endTitles(tx, data.personId, why)
    if (ended > 0) record(tx, 'credentials.endTitles', `person:${data.personId}`, { ended, why })
  },
})

/** Two records turned out to be one person: her badges are found under the one that stays. */
const passOverWhenMerged: Reaction = {
  name: 'credentials.passOverWhenMerged',
  event: 'people.merged',
  async react(tx, event) {
    const { data } = merged.safeParse(event.payload)
    if (!data || !(await mergeStands(tx, data.mergeId))) return
    const rows = await passOver(tx, data)
    if (rows > 0) record(tx, 'credentials.passOver', `person:${data.staysId}`, { ...data, rows })
  },
}

const handBackWhenUndone: Reaction = {
  name: 'credentials.handBackWhenMergeUndone',
  event: 'people.mergeUndone',
  async react(tx, event) {
    const { data } = merged.safeParse(event.payload)
    if (!data) return
    const rows = await handBack(tx, data)
    if (rows > 0) record(tx, 'credentials.handBack', `person:${data.givesId}`, { ...data, rows })
  },
}

export const credentialReactions: readonly Reaction[] = [
  endTitlesWhen('people.left', 'left'),
  endTitlesWhen('people.suspended', 'misuse'),
  passOverWhenMerged,
  handBackWhenUndone,
]
