import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { isConfirmed } from '../domain/ladder.ts'
import { insertCard, liveCardOf, revokeCards } from './cardStore.ts'
import { lockSelf } from './lockSelf.ts'

const schema = z.object({ command: commandId })

/**
 * Makes one's volunteer card, or a new one in place of one that was lost: the old one then reads "revoked".
 * @throws Refusal forbidden people_card_after_vouch before somebody vouched
 */
export async function makeCard(ctx: Context, input: z.input<typeof schema>): Promise<void> {
  const asked = parse(schema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.makeCard', input: asked }, async () => {
      const self = await lockSelf(tx)
      if (!isConfirmed(self.state)) throw new Refusal('forbidden', { reason: 'people_card_after_vouch' })
      await revokeCards(tx, self.id)
      await insertCard(tx, ctx.platform.keys, self.id)
      record(tx, 'people.makeCard', `person:${self.id}`, {})
    }),
  )
}

/** One's own card in force. @returns undefined while there is none */
export async function myCard(ctx: Context): Promise<{ token: string; madeAt: Date } | undefined> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => liveCardOf(tx, ctx.platform.keys, personId))
}
