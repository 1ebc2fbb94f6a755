import { m } from '#paraglide/messages.js'
import type { Reason } from '../../domain/gate/scan.ts'

type Words = (said?: Record<string, never>, options?: { readonly locale?: 'hi' | 'en' }) => string
/** What the gate says for each decision: a headline in both languages, and what to do. */
export const REASON_WORDS: Readonly<
  Record<Reason | 'ok_exit', { readonly head: Words; readonly text?: Words }>
> = {
  ok: { head: m.events_gate_ok },
  ok_exit: { head: m.events_gate_ok_exit },
  again: { head: m.events_gate_again, text: m.events_gate_again_text },
  offered: { head: m.events_gate_offered, text: m.events_gate_offered_text },
  not_listed: { head: m.events_gate_not_listed, text: m.events_gate_not_listed_text },
  old_key: { head: m.events_gate_old_key, text: m.events_gate_old_key_text },
  clock: { head: m.events_gate_clock, text: m.events_gate_clock_text },
  waiting: { head: m.events_gate_waiting, text: m.events_gate_waiting_text },
  withdrawn: { head: m.events_gate_withdrawn, text: m.events_gate_withdrawn_text },
  barred: { head: m.events_gate_barred, text: m.events_gate_barred_text },
  wrong_day: { head: m.events_gate_wrong_day, text: m.events_gate_wrong_day_text },
  other_event: { head: m.events_gate_other_event, text: m.events_gate_other_event_text },
  no_pass: { head: m.events_gate_no_pass, text: m.events_gate_no_pass_text },
  forged: { head: m.events_gate_forged, text: m.events_gate_forged_text },
  self: { head: m.events_gate_self, text: m.events_gate_self_text },
  unknown: { head: m.events_gate_unknown, text: m.events_gate_unknown_text },
}
