import { smsSegments } from '#platform/messages/segments.ts'
import { openGate, type ReleaseRule } from '#platform/release/gate.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { smsIn, type Message } from '../domain/message.ts'
import { reachBy, reachOfNobody, type Reach } from '../domain/reach.ts'
import { channelsNotSetUp } from './channelsNotSetUp.ts'
import { reachGroups } from './reachStore.ts'
import { readOutreachSettings } from './settings.ts'

/** How far a message would go if it were let go in this moment: people by channel, what the gate holds and until when, and the price. */
export async function reachNow(
  ctx: Context,
  tx: Transaction,
  message: Message,
  rules: readonly ReleaseRule[],
): Promise<Reach> {
  const judge = await openGate(tx, rules)
  const { paisePerSms } = await readOutreachSettings(tx.db)
  const groups = await reachGroups(tx, message)
  const cost = (language: 'hi' | 'en') => {
    const sms = smsIn(message, language)
    const segments = sms ? smsSegments(sms.text) : 0
    return { language: sms?.language ?? language, segments, paise: segments * paisePerSms }
  }
  const people = groups.reduce((sum, one) => sum + one.people, 0)
  const notSetUp = channelsNotSetUp(ctx)
  return {
    people,
    channels: message.channels.map((channel) => {
      const none = notSetUp[channel]
      return none ? reachOfNobody(channel, people, none) : reachBy(channel, groups, judge, cost)
    }),
  }
}
