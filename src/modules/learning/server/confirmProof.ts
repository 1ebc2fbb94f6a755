import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { confirmProofSchema, type ConfirmProof } from '../domain/learnt.ts'
import { lockWaitingProof } from './answerProof.ts'
import { saveAnswered } from './proofStore.ts'

/** A coordinator's word that a practical task was done: a tick beside the lesson. @throws Refusal forbidden for one's own; changedMeanwhile */
export async function confirmProof(ctx: Context, input: ConfirmProof): Promise<void> {
  const { command, proofId } = parse(confirmProofSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.confirmProof', input: { proofId } }, async () => {
      const { personId: by } = requirePerson(ctx.actor)
      const { personId, lessonId } = await lockWaitingProof(tx, proofId)
      await saveAnswered(tx, proofId, { state: 'confirmed', by, words: null })
      await announce(tx, 'learning.proofConfirmed', { proofId, lessonId, personId })
      record(tx, 'learning.confirmProof', `proof:${proofId}`, { lessonId, personId })
    }),
  )
}
