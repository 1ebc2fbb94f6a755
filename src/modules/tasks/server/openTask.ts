import { authorise } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { Task } from '../domain/task.ts'
import { mayChange } from './policy.ts'
import { lockTask } from './taskStore.ts'

/**
 * A task that whoever acts may change, under lock.
 * @throws Refusal notFound when there is none, or none that the actor may see; forbidden; changedMeanwhile once it was ended
 */
export async function lockOpenTask(tx: Transaction, taskId: string): Promise<Task> {
  const task = await lockTask(tx, taskId)
  if (!task) throw new Refusal('notFound', { reason: 'tasks_unknown' })
  authorise(mayChange(tx.actor, task))
  if (task.endedAt) throw new Refusal('changedMeanwhile', { reason: 'tasks_ended_already' })
  return task
}
