import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { sendBackProofSchema, type SendBackProof } from '../domain/learnt.ts'
import { lockWaitingProof } from './answerProof.ts'
import { saveAnswered } from './proofStore.ts'

/** Sends a practical task back with words that say what is missing; she shows it again. @throws Refusal badInput; else as confirmProof */
export async function sendBackProof(ctx: Context, input: SendBackProof): Promise<void> {
  const { command, proofId, words } = parse(sendBackProofSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.sendBackProof', input: { proofId, words } }, async () => {
      const { personId: by } = requirePerson(ctx.actor)
      const { personId, lessonId } = await lockWaitingProof(tx, proofId)
      await saveAnswered(tx, proofId, { state: 'sent_back', by, words })
      await announce(tx, 'learning.proofSentBack', { proofId, lessonId, personId })
      record(tx, 'learning.sendBackProof', `proof:${proofId}`, { lessonId, personId })
    }),
  )
}
