import { z } from 'zod'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { findConnecting, forgetConnecting } from './connectingStore.ts'
import { keepAccount } from './keepAccount.ts'
import { keeper } from './keeping.ts'
import type { Account } from './oauth/exchange.ts'
import { mayKeepChannels } from './policy.ts'
import { verifierBound } from './startConnecting.ts'

const schema = z.object({
  command: commandId,
  connectingId: z.guid({ error: 'channels_state_unknown' }),
  accountId: z.string({ error: 'channels_account_needed' }).min(1, 'channels_account_needed'),
})

/** The accounts that a sign-in opened, without what opens them. @throws Refusal forbidden, secondStepNeeded, gone */
export async function accountsToChoose(
  ctx: Context,
  connectingId: string,
): Promise<readonly Pick<Account, 'accountId' | 'name' | 'address'>[]> {
  const { sessionId } = keeper(ctx.actor, mayKeepChannels)
  if (!z.guid().safeParse(connectingId).success)
    throw new Refusal('gone', { reason: 'channels_state_unknown' })
  return ctx.transaction(async (tx) => {
    const kept = await findConnecting(tx, { id: connectingId, sessionId })
    if (!kept) throw new Refusal('gone', { reason: 'channels_state_unknown' })
    const accounts = JSON.parse(
      unseal(ctx.platform.keys, kept.secretSealed, verifierBound(kept.id)),
    ) as Account[]
    return accounts.map(({ accountId, name, address }) => ({ accountId, name, address }))
  })
}

/** Connects one of them; the others are forgotten with their tokens. @throws Refusal as accountsToChoose, badInput */
export async function chooseAccount(
  ctx: Context,
  input: z.input<typeof schema>,
): Promise<{ readonly channelId: string }> {
  const { command, connectingId, accountId } = parse(schema, input)
  const person = keeper(ctx.actor, mayKeepChannels)
  const { keys } = ctx.platform
  return ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'channels.chooseAccount', input: { connectingId, accountId } },
      async () => {
        const kept = await findConnecting(tx, { id: connectingId, sessionId: person.sessionId })
        if (!kept) throw new Refusal('gone', { reason: 'channels_state_unknown' })
        const accounts = JSON.parse(unseal(keys, kept.secretSealed, verifierBound(kept.id))) as Account[]
        const chosen = accounts.find((account) => account.accountId === accountId)
        if (!chosen) throw new Refusal('badInput', { fields: { accountId: 'channels_account_needed' } })
        await forgetConnecting(tx, kept.id)
        return { channelId: await keepAccount(tx, keys, kept.platform, chosen, person) }
      },
    ),
  )
}
