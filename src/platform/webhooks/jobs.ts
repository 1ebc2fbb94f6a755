import { z } from 'zod'
import { DAY_MS } from '../clock/clock.ts'
import { enqueueAll } from '../jobs/enqueue.ts'
import { defineJob, type AnyJob } from '../jobs/job.ts'
import { deliverWebhook } from './deliver.ts'
import { forgetDeliveries, overdueDeliveries } from './deliveryStore.ts'

const nothing = z.object({})
const LEDGER_KEPT_DAYS = 30

const wakeOverdue = defineJob({
  name: 'webhooks.wakeOverdue',
  schema: nothing,
  policy: {},
  cron: '*/5 * * * *',
  handle: (context) =>
    context.transaction(async (tx) => {
      const ids = await overdueDeliveries(tx)
      await enqueueAll(
        tx,
        deliverWebhook,
        ids.map((deliveryId) => ({ deliveryId })),
      )
    }),
})

const forgetOld = defineJob({
  name: 'webhooks.forgetDeliveries',
  schema: nothing,
  policy: {},
  cron: '40 3 * * *',
  handle: (context) =>
    context.transaction((tx) =>
      forgetDeliveries(tx, new Date(context.now.getTime() - LEDGER_KEPT_DAYS * DAY_MS)),
    ),
})

export const WEBHOOK_JOBS: readonly AnyJob[] = [deliverWebhook as AnyJob, wakeOverdue, forgetOld]
