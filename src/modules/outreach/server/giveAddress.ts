import { z } from 'zod'
import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { blindIndex, seal } from '#platform/keys/sealed.ts'
import { emailBinding } from './bindings.ts'
import { deleteAddress, ownAddress, saveAddress } from './channelStore.ts'
import { sendConfirmation } from './sendConfirmation.ts'

const schema = z.object({
  command: commandId,
  email: z
    .string({ error: 'outreach_email_wrong' })
    .trim()
    .toLowerCase()
    .max(200, 'outreach_email_wrong')
    .pipe(z.email('outreach_email_wrong')),
})
export type GiveAddress = z.input<typeof schema>

/** Confirmations asked for in a day: anybody can type anybody's address, and nobody's mailbox is to be flooded by it. */
const ASKED_A_DAY = 3

/**
 * Gives one's e-mail address. It counts once the link that is sent there was opened; until then nothing else goes there.
 * @throws Refusal badInput; tooOften
 */
export async function giveAddress(ctx: Context, input: GiveAddress): Promise<void> {
  const { command, email } = parse(schema, input)
  const { personId } = requirePerson(ctx.actor)
  const { keys } = ctx.platform
  await ctx.transaction((tx) =>
    // The command's hash of the input is no place for an address.
    once(tx, { id: command, verb: 'outreach.giveAddress', input: blindIndex(keys, email).toString('hex') }, async () => {
      const before = await ownAddress(tx, personId)
      const isToday = before !== undefined && ctx.now.getTime() - before.askedAt.getTime() < DAY_MS
      const asked = isToday ? before.asked + 1 : 1
      if (asked > ASKED_A_DAY)
        throw new Refusal('tooOften', { reason: 'outreach_address_too_often', retryAfterSeconds: DAY_MS / 1000 })
      await saveAddress(tx, { personId, sealed: seal(keys, email, emailBinding(personId)), asked })
      await enqueue(tx, sendConfirmation, { personId, locale: ctx.locale })
      record(tx, 'outreach.giveAddress', `person:${personId}`, {})
    }),
  )
} // prettier-ignore

/** Takes one's address away. @throws Refusal notSignedIn */
export async function removeAddress(ctx: Context, input: { readonly command: string }): Promise<void> {
  const { command } = parse(z.object({ command: commandId }), input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'outreach.removeAddress', input: {} }, async () => {
      if ((await deleteAddress(tx, personId)) > 0)
        record(tx, 'outreach.removeAddress', `person:${personId}`, {})
    }),
  )
}
