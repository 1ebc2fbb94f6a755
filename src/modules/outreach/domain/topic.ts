import { z } from 'zod'

/**
 * Things of rooms above that a message may be about. It then goes to those alone of whom the thing still waits for something, whom that room names
 * (`<room>.awaited`, 0771); `once`: and who has got one about it before gets no other. Who is behind with a track may be reminded again.
 */
const TOPICS = { events: { once: true }, learning: { once: false } } as const
export type TopicRoom = keyof typeof TOPICS

/** `<room>:<id of the thing>` */
export const topicSchema = z
  .string()
  .regex(/^(events|learning):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'outreach_topic_unknown')

export interface Topic {
  readonly room: TopicRoom
  readonly id: string
  readonly once: boolean
}

/** What a stored topic says; undefined for a room that is none of them. */
export function topicOf(text: string | null): Topic | undefined {
  const [room, id] = (text ?? '').split(':')
  if (room !== 'events' && room !== 'learning') return undefined
  return { room, id: id!, once: TOPICS[room].once }
}
