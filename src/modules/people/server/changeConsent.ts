import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { isMember } from '../domain/ladder.ts'
import { CHANGEABLE_PURPOSES } from '../domain/notice.ts'
import { consentsOf, giveConsents, withdrawConsents } from './consentStore.ts'
import { lockSelf } from './lockSelf.ts'

const schema = z.object({
  command: commandId,
  purpose: z.enum(CHANGEABLE_PURPOSES, { error: 'people_purpose_unknown' }),
})
export type ChangeConsent = z.input<typeof schema>

/**
 * Takes back the agreement to one purpose, as easily as it was given, with effect at once. Membership itself ends with `leave`.
 * @throws Refusal badInput on `purpose`
 */
export async function withdrawConsent(ctx: Context, input: ChangeConsent): Promise<void> {
  const asked = parse(schema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.withdrawConsent', input: asked }, async () => {
      const self = await lockSelf(tx)
      const ended = await withdrawConsents(tx, self.id, asked.purpose)
      if (ended > 0) record(tx, 'people.withdrawConsent', `person:${self.id}`, { purpose: asked.purpose })
    }),
  )
}

/** Agrees to one more purpose, under the notice in force. @throws Refusal forbidden for who is no member */
export async function giveConsent(ctx: Context, input: ChangeConsent): Promise<void> {
  const asked = parse(schema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.giveConsent', input: asked }, async () => {
      const self = await lockSelf(tx)
      if (!isMember(self.state)) throw new Refusal('forbidden', { reason: 'people_not_a_member' })
      const given = await consentsOf(tx, self.id)
      if (given.some(({ purpose, withdrawnAt }) => purpose === asked.purpose && withdrawnAt === null)) return
      await giveConsents(tx, self.id, [asked.purpose], ctx.locale)
      record(tx, 'people.giveConsent', `person:${self.id}`, { purpose: asked.purpose })
    }),
  )
}
