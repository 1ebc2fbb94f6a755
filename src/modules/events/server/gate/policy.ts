/** Who may do what at the gates, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { no, only, type Verdict } from '#platform/access/authorise.ts'
import type { Ruling } from '../../domain/gate/reconcile.ts'
import { gatesClose } from '../../domain/gate/clock.ts'
import { mayRun, type Run } from '../policy.ts'
import type { DeviceWithEvent } from './deviceStore.ts'

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

/**
 * A device sees its own event's list as long as nobody took it off and the event is not over: Whether somebody has said that
 * it was held is no matter: names leave the gates with their day.
 */
export const mayReadList = (
  device: Pick<DeviceWithEvent, 'removedAt' | 'eventState' | 'endsOn'>,
  now: Date,
): Verdict =>
  only(
    device.removedAt === null &&
      (device.eventState === 'open' || device.eventState === 'closed') &&
      now.getTime() < gatesClose(device.endsOn),
    'events_gate_over',
  )
