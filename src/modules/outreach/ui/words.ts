import { m } from '#paraglide/messages.js'
import type { ShownState } from '../domain/delivery.ts'
import type { TopicRoom } from '../domain/topic.ts'
import type { Audience, MessageChannel, MessageState } from '../domain/message.ts'

/** Words of the room's own states and choices; functions, because the language is the visitor's. */
export const channelWords: Record<MessageChannel, () => string> = {
  in_app: m.outreach_channel_in_app,
  push: m.outreach_channel_push,
  sms: m.outreach_channel_sms,
  email: m.outreach_channel_email,
}
export const audienceWords: Record<Audience, () => string> = {
  members: m.outreach_audience_members,
  vouched: m.outreach_audience_vouched,
}
export const stateWords: Record<MessageState, () => string> = {
  draft: m.outreach_state_draft,
  awaiting: m.outreach_state_awaiting,
  queued: m.outreach_state_queued,
  running: m.outreach_state_running,
  done: m.outreach_state_done,
  cancelled: m.outreach_state_cancelled,
}
export const deliveryWords: Record<ShownState, () => string> = {
  waiting: m.outreach_delivery_waiting,
  held: m.outreach_delivery_held,
  sending: m.outreach_delivery_sending,
  accepted: m.outreach_delivery_accepted,
  unconfirmed: m.outreach_delivery_unconfirmed,
  delivered: m.outreach_delivery_delivered,
  failed: m.outreach_delivery_failed,
  unknown: m.outreach_delivery_unknown,
  cancelled: m.outreach_delivery_cancelled,
}

type Tone = 'ok' | 'warn' | 'neutral' | 'accent'
export const stateTones: Record<MessageState, Tone> = {
  draft: 'neutral',
  awaiting: 'warn',
  queued: 'accent',
  running: 'accent',
  done: 'ok',
  cancelled: 'warn',
}
export const deliveryTones: Record<ShownState, Tone> = {
  waiting: 'neutral',
  held: 'warn',
  sending: 'accent',
  accepted: 'accent',
  unconfirmed: 'warn',
  delivered: 'ok',
  failed: 'warn',
  unknown: 'warn',
  cancelled: 'neutral',
}

/** Paise as rupees. @example rupees(12_550, 'en') === '₹125.50' */
export const rupees = (paise: number, locale: string): string =>
  new Intl.NumberFormat(`${locale}-IN`, {
    style: 'currency',
    currency: 'INR',
    numberingSystem: 'latn',
  }).format(paise / 100)
export const topicWords: Record<TopicRoom, () => string> = {
  events: m.outreach_c_topic_events,
  learning: m.outreach_c_topic_learning,
}
