import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { systemActor } from '#platform/access/actor.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { contextFor } from '#platform/context.ts'
import { findFile, putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { HOUSEKEEPING } from '#platform/jobs/housekeeping.ts'
import type { Door, Side } from './door.ts'

const context = ({ platform }: Side) => contextFor(platform, systemActor('doctor'))

/** A committed job for tomorrow, taken back after both queues were looked into. */
export const jobQueue: Door = {
  id: 'job-queue',
  name: { en: 'Job queue', hi: 'काम की क़तार' },
  async tryToCross(own, other) {
    const after = new Date(Date.now() + DAY_MS)
    const id = await context(own).transaction((tx) => enqueue(tx, HOUSEKEEPING[0]!, {}, { after }))
    const holds = async ({ platform }: Side) =>
      (await sql`select from jobs.job where id = ${id}`.execute(platform.db)).rows.length > 0
    try {
      const [atHome, crossed] = [await holds(own), await holds(other)]
      return {
        atHome,
        crossed,
        seen: crossed ? 'the job stands in both queues' : 'the job is in its own queue only',
      }
    } finally {
      await sql`delete from jobs.job where id = ${id}`.execute(own.platform.db)
    }
  },
}

/** A file of random contents: the other edition must neither know its address nor hold its bytes. */
export const fileStore: Door = {
  id: 'file-store',
  name: { en: 'File store', hi: 'फ़ाइल भंडार' },
  async tryToCross(own, other) {
    const [ownStore, otherStore] = [
      await openStore(own.platform.environment),
      await openStore(other.platform.environment),
    ]
    const contents = Buffer.from(`wall,${randomUUID()},${randomBytes(16).toString('hex')}\n`)
    const source = (async function* () {
      yield contents
    })()
    const { sha256 } = await context(own).transaction((tx) =>
      putFile(tx, ownStore, source, { limit: 1_000, kinds: ['csv'] }),
    )
    const knows = async (side: Side) =>
      (await context(side).transaction((tx) => findFile(tx, sha256))) !== undefined
    try {
      const atHome = (await knows(own)) && (await ownStore.has(sha256))
      const [known, held] = [await knows(other), await otherStore.has(sha256)]
      const seen = held
        ? 'its bytes lie in the other store'
        : known
          ? 'its address opens'
          : 'neither known nor held'
      return { atHome, crossed: known || held, seen }
    } finally {
      await sql`delete from platform.file where sha256 = decode(${sha256}, 'hex')`.execute(own.platform.db)
      await ownStore.remove(sha256)
    }
  },
}
