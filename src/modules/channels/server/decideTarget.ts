import { z } from 'zod'
import { tidy } from '#engines/typedtext/index.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { isNameOfPost } from '../domain/platform.ts'
import type { Happened } from '../domain/target.ts'
import { runOne } from './jobQueue.ts'
import { keeper } from './keeping.ts'
import { mayPublish } from './policy.ts'
import { become } from './sending/settle.ts'
import { insertAttempts } from './attemptStore.ts'
import { lockTarget, type Beside, type KeptTarget } from './targetStore.ts'

const schema = z
  .object({
    command: commandId,
    targetId: z.guid({ error: 'channels_target_unknown' }),
    decision: z.enum(['there', 'not_there', 'again', 'withdraw', 'gone'], {
      error: 'channels_decision_needed',
    }),
    /** What the platform calls the post, or its address there. */
    platformId: z.string().transform(tidy).pipe(z.string().max(600, 'channels_id_needed')).optional(),
    why: z.string().transform(tidy).pipe(z.string().max(300, 'channels_why_long')).optional(),
    /** She has looked: said by hand, so that no button is pressed in passing. */
    looked: z.boolean().optional(),
  })
  // It becomes part of an address at the platform, and names no more than one post there.
  .refine(({ decision, platformId }) => decision !== 'there' || isNameOfPost(idIn(platformId ?? '')), {
    path: ['platformId'],
    error: 'channels_id_needed',
  })
  .refine(({ decision, looked }) => decision !== 'not_there' || looked === true, {
    path: ['looked'],
    error: 'channels_looked_needed',
  })
  .refine(({ decision, why }) => decision !== 'withdraw' || (why ?? '').length >= 3, {
    path: ['why'],
    error: 'channels_why_needed',
  })
export type DecideTarget = z.input<typeof schema>

/**
 * What a person decides of a post: it is there; it is not, send it again; try again what failed; take it back; it is gone by my hand.
 * @throws Refusal forbidden, secondStepNeeded, badInput, notFound; changedMeanwhile when this cannot be said of it any more
 */
export async function decideTarget(ctx: Context, input: DecideTarget): Promise<void> {
  const said = parse(schema, input)
  const person = keeper(ctx.actor, mayPublish)
  const { command, ...what } = said
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'channels.decide', input: what }, async () => {
      const target = await lockTarget(tx, what.targetId)
      if (!target) throw new Refusal('notFound', { reason: 'channels_target_unknown' })
      const { happened, beside } = meant(tx, what, person.personId)
      const after = await become(tx, target, happened, beside)
      if (!after) throw new Refusal('changedMeanwhile', { reason: 'channels_decided_already' })
      const words = `${what.decision}${what.why ? `: ${what.why}` : ''}`
      await insertAttempts(tx, target, [
        {
          step: 'person',
          asked: words.slice(0, 300),
          status: null,
          answered: person.personId,
          milliseconds: 0,
        },
      ])
      await goOn(tx, after)
    }),
  )
}

type What = Omit<z.output<typeof schema>, 'command'>
/** @param by in whose name it goes if it is sent again */
function meant(
  tx: Transaction,
  { decision, platformId, why }: What,
  by: string,
): { happened: Happened; beside: Beside } {
  const now = { nextAt: tx.now, leaseUntil: null, told: null, reason: null }
  switch (decision) {
    case 'there':
      return {
        happened: { kind: 'said_there', platformId: idIn(platformId!) },
        beside: { ...now, found: null },
      }
    case 'not_there':
      return {
        happened: { kind: 'said_not_there' },
        beside: { ...now, askedBy: by, found: null, progressSealed: null },
      }
    case 'again':
      return { happened: { kind: 'asked_again' }, beside: { ...now, askedBy: by, progressSealed: null } }
    case 'withdraw':
      return { happened: { kind: 'withdraw_asked' }, beside: { nextAt: tx.now, withdrawWhy: why! } }
    case 'gone':
      return { happened: { kind: 'taken_away', how: 'by_hand' }, beside: { ...now } }
  }
}

/** A post's name in what somebody copied: its address at the platform, or the name itself. @example idIn('https://x.com/i/status/123') === '123' */
export function idIn(said: string): string {
  if (!URL.canParse(said)) return said
  const url = new URL(said)
  return (url.searchParams.get('v') ?? url.pathname.split('/').findLast((part) => part !== '') ?? said).slice(
    0,
    200,
  )
}

const goOn = (tx: Transaction, { id, state }: KeptTarget): Promise<unknown> =>
  state === 'withdrawn' || state === 'sending'
    ? Promise.resolve()
    : enqueue(tx, runOne as JobDefinition<{ targetId: string }>, { targetId: id })
