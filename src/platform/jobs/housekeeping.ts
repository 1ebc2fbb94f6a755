import { sql } from 'kysely'
import { z } from 'zod'
import { ACCOUNT_JOBS } from '../accounts/jobs.ts'
import { verifyAudit } from '../audit/verify.ts'
import { forgetFile } from '../files/forgetFiles.ts'
import { removeBytes } from '../files/removeBytes.ts'
import { WEBHOOK_JOBS } from '../webhooks/jobs.ts'
import { defineJob, type AnyJob } from './job.ts'

/** A replay later than this is no replay: phones keep unsent commands for at most two weeks. */
const COMMANDS_KEPT_DAYS = 30
const DELIVERED_KEPT_DAYS = 14
const nothing = z.object({})

/** Forgets the answers of old commands. */
const forgetCommands = defineJob({
  name: 'platform.forgetCommands',
  schema: nothing,
  policy: {},
  cron: '10 3 * * *',
  handle: (context) =>
    context.transaction(async (tx) => {
      await sql`delete from platform.command
        where at < ${context.now}::timestamptz - make_interval(days => ${COMMANDS_KEPT_DAYS})`.execute(tx.db)
    }),
})

/** Forgets events that every reaction has heard. */
const forgetDelivered = defineJob({
  name: 'platform.forgetDelivered',
  schema: nothing,
  policy: {},
  cron: '20 3 * * *',
  handle: (context) =>
    context.transaction(async (tx) => {
      await sql`delete from outbox.event
        where delivered_at < ${context.now}::timestamptz - make_interval(days => ${DELIVERED_KEPT_DAYS})`.execute(
        tx.db,
      )
    }),
})

/** Recomputes the audit chain every night, so that a break is noticed the day it happens. */
const proveAudit = defineJob({
  name: 'platform.proveAudit',
  schema: nothing,
  policy: { retries: 1, timeout: 3600 },
  cron: '30 3 * * *',
  async handle({ platform }) {
    const { entries, head, faults } = await verifyAudit(platform.db)
    if (faults.length === 0) platform.log.info({ entries, head }, 'the audit chain holds')
    else platform.log.fatal({ entries, faults: faults.slice(0, 5) }, 'the audit chain is broken')
  },
})

/** What every edition's worker does besides its rooms' jobs. */
export const HOUSEKEEPING: readonly AnyJob[] = [
  forgetCommands,
  forgetDelivered,
  proveAudit,
  forgetFile,
  removeBytes,
  ...ACCOUNT_JOBS,
  ...WEBHOOK_JOBS,
]
