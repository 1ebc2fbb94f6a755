/** Who may do what at the gates, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { no, only, type Verdict } from '#platform/access/authorise.ts'
import type { Ruling } from '../../domain/gate/reconcile.ts'
import { mayRun, type Run } from '../policy.ts'

/** Gate devices are added and taken off, and their questions settled, by those who run the event. */
export const mayRunGates = (actor: Actor, event: Run): Verdict =>
  only(mayRun(actor, event).allowed, 'events_may_not_run')

/** Nobody rules that the own scan counts: somebody else must have seen it. */
export const mayRule = (
  actor: Actor,
  event: Run,
  { personId, ruling }: { readonly personId: string | null; readonly ruling: Ruling },
): Verdict =>
  ruling === 'keep' && actor.kind === 'person' && actor.personId === personId
    ? no('events_gate_not_oneself')
    : mayRunGates(actor, event)

/** A device sees and sends for its own event, as long as nobody took it off. */
export const mayReadList = (device: { readonly removedAt: Date | null }, state: string): Verdict =>
  only(device.removedAt === null && (state === 'open' || state === 'closed'), 'events_gate_over')
