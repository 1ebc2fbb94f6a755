import { authorise } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { mayConfirm } from './policy.ts'
import { lockProof, type Proof } from './proofStore.ts'

/**
 * A proof that waits for whoever acts, under lock.
 * @throws Refusal notFound for what she may not see; forbidden; changedMeanwhile when it waits no more
 */
export async function lockWaitingProof(tx: Transaction, proofId: string): Promise<Proof> {
  const proof = await lockProof(tx, proofId)
  if (!proof) throw new Refusal('notFound', { reason: 'learning_proof_unknown' })
  authorise(mayConfirm(tx.actor, proof))
  if (proof.state !== 'sent') throw new Refusal('changedMeanwhile', { reason: 'learning_proof_answered' })
  return proof
}
