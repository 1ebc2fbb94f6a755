import { z } from 'zod'
import { defineJob, type AnyJob } from '../jobs/job.ts'
import { sendWaiting } from '../messages/sendMessage.ts'
import { cleanUpAccounts } from './cleanUp.ts'

const nothing = z.object({})

/** Removes what is over, hourly. */
const cleanUp = defineJob({
  name: 'accounts.cleanUp',
  schema: nothing,
  policy: {},
  cron: '5 * * * *',
  async handle({ platform }) {
    platform.log.info(await cleanUpAccounts(platform), 'old sign-ins and codes were removed')
  },
})

/** Messages that the asking process could not send: retries after a busy gateway, and what a dead process left. */
const sendMessages = defineJob({
  name: 'platform.sendMessages',
  schema: nothing,
  policy: { retries: 0, timeout: 300 },
  cron: '* * * * *',
  async handle({ platform }) {
    await sendWaiting(platform)
  },
})

export const ACCOUNT_JOBS: readonly AnyJob[] = [cleanUp, sendMessages]
