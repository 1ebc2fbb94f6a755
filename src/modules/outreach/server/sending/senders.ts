import { openPhone } from '#modules/people/server/index.ts'
import { chooseAdapter } from '#platform/messages/chooseAdapter.ts'
import { mailAdapter } from '#platform/messages/mailAdapter.ts'
import { push } from '#platform/messages/pushAdapter.ts'
import type { Platform } from '#platform/context.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { closeConnections, keepConnections } from '#platform/web/outbound.ts'
import { saidIn, smsIn } from '../../domain/message.ts'
import { deviceBinding, emailBinding, subscriptionOf } from '../bindings.ts'
import { pushKeysOf } from '../channelsNotSetUp.ts'
import { unsubscribeLink } from '../unsubscribeToken.ts'
import { mailText } from './mailText.ts'
import { triedOnly, type Sender, type Tried } from './sender.ts'

/** Connections to the SMS gateway, to push services, to the mail server: as many tries run side by side. */
const AT_ONCE = { sms: 96, push: 32, email: 4 }

/** SMS through the same gateway as sign-in codes, each in its registered wording. */
export function smsSender(platform: Platform): Sender {
  const connections = keepConnections(AT_ONCE.sms)
  const adapter = chooseAdapter(platform, connections)
  return {
    channel: 'sms',
    idempotent: adapter.idempotent,
    atOnce: AT_ONCE.sms,
    async send({ keys }, { leased, message }) {
      const sms = smsIn(message, leased.language)
      if (!sms || !leased.phoneSealed) return triedOnly({ state: 'failed', fault: 'nothing to send' })
      return triedOnly(
        await adapter.send({
          id: leased.id,
          to: openPhone(keys, leased.personId, leased.phoneSealed),
          body: sms.text,
          locale: sms.language,
          kind: 'outreach',
          templateId: sms.templateId,
        }),
      )
    },
    close: () => closeConnections(connections),
  }
}

/** E-mail by SMTP, with one-click unsubscribe (RFC 8058). A mail server keeps no promise about repetitions. */
export function emailSender(platform: Platform): Sender {
  const { SMTP_URL: url, MAIL_FROM: from, SMTP_ON_LOOPBACK: allowLoopback, origin } = platform.environment
  const adapter = url && from ? mailAdapter({ url, from, allowLoopback }) : undefined
  return {
    channel: 'email',
    idempotent: false,
    atOnce: AT_ONCE.email,
    async send({ keys, demo, environment }, { leased, message }) {
      if (demo) return triedOnly({ state: 'sent', providerId: 'demo' })
      if (!adapter) return triedOnly({ state: 'failed', fault: 'no mail server is configured' })
      if (!leased.emailSealed) return triedOnly({ state: 'failed', fault: 'no address' })
      const unsubscribe = unsubscribeLink(keys, origin, environment.edition, leased.personId)
      const { title } = saidIn(message, leased.language)
      return triedOnly(
        await adapter.send({
          id: leased.id,
          to: unseal(keys, leased.emailSealed, emailBinding(leased.personId)),
          subject: title,
          text: mailText(message, leased.language, unsubscribe),
          unsubscribe,
        }),
      )
    },
    close: () => adapter?.close(),
  }
}

/**
 * Notifications to each browser that a person switched on. One that is gone is forgotten; one of several that was taken is enough. On the
 * phone a repetition replaces the first (the delivery's id is topic and tag), but a push service promises nothing, so it is not repeated.
 */
export function pushSender(platform: Platform): Sender {
  const connections = keepConnections(AT_ONCE.push)
  const keys = pushKeysOf(platform)
  return {
    channel: 'push',
    idempotent: false,
    atOnce: AT_ONCE.push,
    async send({ keys: ring }, { leased, message }): Promise<Tried> {
      if (!keys) return triedOnly({ state: 'failed', fault: 'no push keys are configured' })
      const { title, words } = saidIn(message, leased.language)
      const payload = JSON.stringify({
        id: leased.id,
        title,
        words: words.length > 300 ? `${words.slice(0, 299)}…` : words,
        lang: leased.language,
      })
      const tries = await Promise.all(
        leased.devices.map(async ({ id, sealed }) => ({
          id,
          outcome: await push(
            { ...keys, connections },
            subscriptionOf(unseal(ring, Buffer.from(sealed, 'base64'), deviceBinding(id))),
            payload,
            leased.id,
          ),
        })),
      )
      const gone = tries.filter(({ outcome }) => outcome.state === 'gone').map(({ id }) => id)
      const outcomes = tries.flatMap(({ outcome }) => (outcome.state === 'gone' ? [] : [outcome]))
      const best = (['sent', 'ambiguous', 'later', 'failed'] as const)
        .map((state) => outcomes.find((outcome) => outcome.state === state))
        .find((outcome) => outcome !== undefined)
      return { outcome: best ?? { state: 'failed', fault: 'no device is there any more' }, gone }
    },
    close: () => closeConnections(connections),
  }
}

/** The inbox on our own pages: it is there as soon as the ledger says so. */
export const inboxSender: Sender = {
  channel: 'in_app',
  idempotent: true,
  atOnce: 1_000,
  send: () => Promise.resolve(triedOnly({ state: 'sent', providerId: 'inbox' })),
  close() {},
}

export const openSenders = (platform: Platform): readonly Sender[] => [
  inboxSender,
  pushSender(platform),
  smsSender(platform),
  emailSender(platform),
]
