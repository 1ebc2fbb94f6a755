import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { listSchema, saidIn, type ListMessages } from '../domain/message.ts'
import { messagesWithin, type ListedMessage } from './messageStore.ts'
import { mayChangeSettings, mayList, seeing, writing } from './policy.ts'

/** Messages of one part of the list. */
const PAGE = 20

export interface MessageLine extends ListedMessage {
  readonly title: string
}
export interface MessageList {
  readonly rows: readonly MessageLine[]
  readonly next: string | undefined
  readonly writes: boolean
  readonly sets: boolean
}

/** The messages to people whom the actor sees all, each with how far it is. @throws Refusal forbidden to whoever sees nobody */
export async function listMessages(ctx: Context, input: ListMessages): Promise<MessageList> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  const { after } = parse(listSchema, input)
  return ctx.transaction(async (tx) => {
    const from = after !== undefined && isUuid(after) ? after : undefined
    const found = await messagesWithin(tx, seeing(ctx.actor), from, PAGE + 1)
    const rows = found.slice(0, PAGE)
    return {
      rows: rows.map((message) => ({ ...message, title: saidIn(message, ctx.locale).title })),
      next: found.length > PAGE ? rows.at(-1)!.id : undefined,
      writes: writing(ctx.actor).length > 0,
      sets: mayChangeSettings(ctx.actor).allowed,
    }
  })
}
