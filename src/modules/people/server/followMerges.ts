import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { mergeStands } from './mergeStore.ts'

const merged = z.object({ mergeId: z.guid(), staysId: z.guid(), givesId: z.guid() })
/** Two records that became one person, or two again. */
export type MergedRecords = z.output<typeof merged>

type Handing = (tx: Transaction, records: MergedRecords) => Promise<number>

/**
 * A room's answer to two records that turn out to be one person, and to the word that they are two after all. It is heard at least once, and may
 * be heard after the merge was taken back: then nothing passes over.
 * @param passOver hands what hangs on the one record to the one that stays @returns how many rows went
 * @param handBack hands back what had passed over @returns how many rows went back
 */
export const followMerges = (room: string, passOver: Handing, handBack: Handing): readonly Reaction[] => [
  {
    name: `${room}.passOverWhenMerged`,
    event: 'people.merged',
    async react(tx, event) {
      const { data } = merged.safeParse(event.payload)
      if (!data || !(await mergeStands(tx, data.mergeId))) return
      const rows = await passOver(tx, data)
      if (rows > 0) record(tx, `${room}.passOver`, `person:${data.staysId}`, { ...data, rows })
    },
  },
  {
    name: `${room}.handBackWhenMergeUndone`,
    event: 'people.mergeUndone',
    async react(tx, event) {
      const { data } = merged.safeParse(event.payload)
      if (!data) return
      const rows = await handBack(tx, data)
      if (rows > 0) record(tx, `${room}.handBack`, `person:${data.givesId}`, { ...data, rows })
    },
  },
]
