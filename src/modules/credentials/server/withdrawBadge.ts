import { z } from 'zod'
import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { withdrawBySerial } from './badgeStore.ts'
import { checkPassOf } from './checkPassOf.ts'
import { mayWithdraw } from './policy.ts'

const schema = z.object({
  command: commandId,
  /** The badge's own pass, as its QR code says it: whoever withdraws has it before her. */
  pass: z.string().max(1000),
  why: z.enum(['mistake', 'misuse'], { error: 'credentials_why_needed' }),
})

/** Whether who acts may withdraw badges: a page asks before it offers the form. */
export const isWithdrawing = (ctx: Context): boolean => mayWithdraw(ctx.actor).allowed

/**
 * Withdraws the badge of a pass by an administrator's hand; her own she leaves to another.
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden; notFound for what is no badge that holds
 */
export async function withdrawBadge(ctx: Context, input: z.input<typeof schema>): Promise<void> {
  const { personId } = requireSecondStep(ctx.actor)
  authorise(mayWithdraw(ctx.actor))
  const asked = parse(schema, input)
  const { answer } = await checkPassOf(ctx, asked.pass)
  const serial = answer.answer === 'valid' && answer.pass.kind === 'badge' ? answer.pass.serial : undefined
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'credentials.withdrawBadge', input: asked }, async () => {
      const ended = serial === undefined ? undefined : await withdrawBySerial(tx, serial, asked.why, personId)
      if (!ended) throw new Refusal('notFound', { reason: 'credentials_no_such_badge' })
      record(tx, 'credentials.withdrawBadge', `badge:${ended.id}`, { why: asked.why })
      await announce(tx, 'credentials.badgeRevoked', {
        badgeId: ended.id,
        personId: ended.personId,
        why: asked.why,
      })
    }),
  )
}
