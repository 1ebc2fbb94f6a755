import type { Transaction } from '#platform/context.ts'
import type { TopicRoom } from '../domain/topic.ts'
import { stopWaitingAbout } from './deliveryStore.ts'

/**
 * Somebody has answered what messages about a thing ask: what of them still waits to go out to her (until quiet hours are over) does not. By the house's
 * hand, in the transaction of the room above.
 * @returns how many deliveries were stopped
 */
export const stopAsking = (tx: Transaction, room: TopicRoom, id: string, personId: string): Promise<number> =>
  stopWaitingAbout(tx, `${room}:${id}`, personId)
