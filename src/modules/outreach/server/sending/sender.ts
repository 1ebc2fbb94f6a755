import type { Platform } from '#platform/context.ts'
import type { Channel } from '#platform/release/gate.ts'
import type { TryOutcome } from '../../domain/delivery.ts'
import type { Message } from '../../domain/message.ts'
import type { Leased } from '../deliveryStore.ts'

/** One delivery with the message that it carries. */
export interface Parcel {
  readonly leased: Leased
  readonly message: Message
}

/** What became of a try, and which devices turned out to be gone. */
export interface Tried {
  readonly outcome: TryOutcome
  readonly gone: readonly string[]
}

/** A way to people. It never throws; faults name what happened, never an address or a word. */
export interface Sender {
  readonly channel: Channel
  /** The other side sends one id once, however often it is handed over. */
  readonly idempotent: boolean
  /** Tries side by side. */
  readonly atOnce: number
  send(platform: Platform, parcel: Parcel): Promise<Tried>
  close(): void
}

export const triedOnly = (outcome: TryOutcome): Tried => ({ outcome, gone: [] })
