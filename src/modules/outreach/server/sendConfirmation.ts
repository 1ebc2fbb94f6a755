import { z } from 'zod'
import { m } from '#paraglide/messages.js'
import { hashOfToken, newToken } from '#platform/accounts/token.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { mailAdapter } from '#platform/messages/mailAdapter.ts'
import { queueMessage } from '#platform/messages/queueMessage.ts'
import { emailBinding } from './bindings.ts'
import { ownAddress, saveToken } from './channelStore.ts'

/**
 * Sends the link that confirms an address. The token is made here, so that no queue carries it; a repetition makes a new one, and the last
 * link counts. The made-up organisation shows it in its inbox.
 */
export const sendConfirmation = defineJob({
  name: 'outreach.sendConfirmation',
  schema: z.object({ personId: z.guid(), locale: z.enum(['hi', 'en']) }),
  policy: { retries: 4 },
  async handle({ platform, transaction, now }, { personId, locale }) {
    const { SMTP_URL: url, MAIL_FROM: from, SMTP_ON_LOOPBACK: allowLoopback, origin } = platform.environment
    const token = newToken()
    const expiresAt = new Date(now.getTime() + DAY_MS)
    const link = `${origin}/confirm-email/${token}`
    const text = m.outreach_confirm_mail({ link }, { locale })
    const to = await transaction(async (tx) => {
      const address = await ownAddress(tx, personId)
      if (!address || address.confirmedAt) return undefined
      await saveToken(tx, personId, hashOfToken(token), expiresAt)
      const email = unseal(platform.keys, address.emailSealed, emailBinding(personId))
      if (platform.demo)
        await queueMessage(tx, platform.keys, { kind: 'confirm_email', to: email, body: text, locale, expiresAt })
      return email
    })
    if (to === undefined || platform.demo) return
    if (!url || !from) throw new Error('no mail server is configured (SMTP_URL, MAIL_FROM)')
    const adapter = mailAdapter({ url, from, allowLoopback })
    try {
      const subject = m.outreach_confirm_subject({}, { locale })
      const outcome = await adapter.send({ id: uuidv7(now), to, subject, text })
      // Whoever waits for it asks again; only what surely did not go out is tried again here.
      if (outcome.state === 'later') throw new Error(`the mail server: ${outcome.fault}`)
      if (outcome.state !== 'sent') platform.log.warn({ fault: outcome.fault }, 'a confirmation of an address')
    } finally {
      adapter.close()
    }
  },
}) // prettier-ignore
