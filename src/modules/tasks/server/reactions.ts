import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { handBack, mergeStands, passOver } from './mergedStore.ts'
import { forgetPhotos } from './photo.ts'
import { emptyReportsOf, insertReportChange, saveWithdrawn, unconfirmedOf } from './reportStore.ts'

const left = z.object({ personId: z.guid() })

/**
 * Whoever leaves takes her words and photos along: what nobody has confirmed is withdrawn, what was confirmed stays as the bare fact that
 * somebody did it.
 */
const emptyReportsWhenLeft: Reaction = {
  name: 'tasks.emptyReportsWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = left.safeParse(event.payload)
    if (!heard.success) return
    const { personId } = heard.data
    const photos = await emptyReportsOf(tx, personId)
    const unconfirmed = await unconfirmedOf(tx, personId)
    await saveWithdrawn(tx, unconfirmed)
    await insertReportChange(tx, unconfirmed, 'withdrawn', null)
    await forgetPhotos(tx, photos)
    record(tx, 'tasks.emptyReports', `person:${personId}`, {
      withdrawn: unconfirmed.length,
      photos: photos.length,
    })
  },
}

const merged = z.object({ mergeId: z.guid(), staysId: z.guid(), givesId: z.guid() })

/** Two records turned out to be one person: what she reported, gave and confirmed is found under the one that stays. */
const passOverWhenMerged: Reaction = {
  name: 'tasks.passOverWhenMerged',
  event: 'people.merged',
  async react(tx, event) {
    const heard = merged.safeParse(event.payload)
    if (!heard.success || !(await mergeStands(tx, heard.data.mergeId))) return
    const rows = await passOver(tx, heard.data)
    if (rows > 0) record(tx, 'tasks.passOver', `person:${heard.data.staysId}`, { ...heard.data, rows })
  },
}

const handBackWhenUndone: Reaction = {
  name: 'tasks.handBackWhenMergeUndone',
  event: 'people.mergeUndone',
  async react(tx, event) {
    const heard = merged.safeParse(event.payload)
    if (!heard.success) return
    const rows = await handBack(tx, heard.data)
    if (rows > 0) record(tx, 'tasks.handBack', `person:${heard.data.givesId}`, { ...heard.data, rows })
  },
}

export const taskReactions: readonly Reaction[] = [
  emptyReportsWhenLeft,
  passOverWhenMerged,
  handBackWhenUndone,
]
