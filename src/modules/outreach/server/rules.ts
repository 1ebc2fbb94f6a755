import { RELEASE, type ReleaseRule, type Way } from '#platform/release/gate.ts'
import { quietUntil } from '../domain/quietHours.ts'
import { readOutreachSettings } from './settings.ts'

/** What rings on a phone or in a mailbox; the inbox waits silently until it is opened. */
const RINGS: ReadonlySet<Way> = new Set(['push', 'sms', 'email', 'voice'])

/** Nothing rings in the quiet hours. */
const quietHours: ReleaseRule = {
  id: 'outreach.quietHours',
  async prepare(tx) {
    const { quiet } = await readOutreachSettings(tx.db)
    const until = quietUntil(tx.now, quiet)
    return ({ channel }) =>
      until && RINGS.has(channel) ? { kind: 'hold', until, reason: 'outreach_held_quiet' } : RELEASE
  },
}

/** Nothing goes by a channel that the person has not agreed to, or not any more (DPDP Act 2023 s. 6). */
const consent: ReleaseRule = {
  id: 'outreach.consent',
  prepare: () =>
    Promise.resolve(({ agrees }) =>
      agrees ? RELEASE : { kind: 'refuse', reason: 'outreach_refused_consent' },
    ),
}

/** The rules that this room registers in the gate; an edition adds those of its other rooms. */
export const outreachRules: readonly ReleaseRule[] = [consent, quietHours]
