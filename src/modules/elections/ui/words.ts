import { m } from '#paraglide/messages.js'
import type { ElectionKind } from '../domain/election.ts'
import type { Means } from '../domain/expense.ts'
import type { Network } from '../domain/handle.ts'
import type { Anchor, Effect, RuledWay } from '../domain/rule.ts'

/** Words of the room's own choices; functions, because the language is the visitor's. */
export const kindWords: Record<ElectionKind, () => string> = {
  assembly: m.elections_kind_assembly,
  assembly_by: m.elections_kind_assembly_by,
  parliament: m.elections_kind_parliament,
  parliament_by: m.elections_kind_parliament_by,
}
export const effectWords: Record<Effect, () => string> = {
  hold: m.elections_effect_hold,
  certify: m.elections_effect_certify,
  tell: m.elections_effect_tell,
}
export const effectTones: Record<Effect, 'warn' | 'accent' | 'neutral'> = {
  hold: 'warn',
  certify: 'accent',
  tell: 'neutral',
}
export const wayWords: Record<RuledWay, () => string> = {
  in_app: m.elections_way_in_app,
  push: m.elections_way_push,
  sms: m.elections_way_sms,
  email: m.elections_way_email,
  voice: m.elections_way_voice,
  kit: m.elections_way_kit,
  official: m.elections_way_official,
  advertisement_electronic: m.elections_way_advertisement_electronic,
  advertisement_print: m.elections_way_advertisement_print,
}
export const anchorWords: Record<Anchor, () => string> = {
  announcement: m.elections_anchor_announcement,
  first_poll_opens: m.elections_anchor_first_poll_opens,
  poll_day_begins: m.elections_anchor_poll_day_begins,
  poll_opens: m.elections_anchor_poll_opens,
  poll_closes: m.elections_anchor_poll_closes,
  poll_day_ends: m.elections_anchor_poll_day_ends,
  last_poll_closes: m.elections_anchor_last_poll_closes,
  completion: m.elections_anchor_completion,
}
export const networkWords: Record<Network, () => string> = {
  youtube: m.elections_network_youtube,
  facebook_page: m.elections_network_facebook_page,
  instagram: m.elections_network_instagram,
  x: m.elections_network_x,
  telegram_channel: m.elections_network_telegram_channel,
  whatsapp_channel: m.elections_network_whatsapp_channel,
  website: m.elections_network_website,
  other: m.elections_network_other,
}
export const meansWords: Record<Means, () => string> = {
  cash: m.elections_means_cash,
  cheque: m.elections_means_cheque,
  transfer: m.elections_means_transfer,
  kind: m.elections_means_kind,
}

const HOUR = 60
const DAY = 24 * HOUR

/** Minutes as people say them: in days or hours where they are whole. 48 hours are said as hours, as the law says them. */
function spanWords(minutes: number, count: (n: number) => string): string {
  if (minutes % DAY === 0 && minutes > 2 * DAY) return m.elections_r_days({ count: count(minutes / DAY) })
  if (minutes % HOUR === 0) return m.elections_r_hours({ count: count(minutes / HOUR) })
  return m.elections_r_minutes({ count: count(minutes) })
}

/** An end of a window. @example 48 hours before the close of the poll */
export function momentWords(anchor: Anchor, minutes: number, count: (n: number) => string): string {
  const of = { anchor: anchorWords[anchor](), time: spanWords(Math.abs(minutes), count) }
  if (minutes === 0) return m.elections_r_at(of)
  return minutes < 0 ? m.elections_r_before(of) : m.elections_r_after(of)
}

/** Paise as rupees, exactly. @example rupees(12_550, 'en') === '₹125.50' */
export const rupees = (paise: number, locale: string): string =>
  new Intl.NumberFormat(`${locale}-IN`, {
    style: 'currency',
    currency: 'INR',
    numberingSystem: 'latn',
  }).format(paise / 100)
