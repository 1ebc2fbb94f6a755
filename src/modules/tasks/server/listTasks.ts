import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { listTasksSchema, type ListTasks, type WhichTasks } from '../domain/progress.ts'
import { inLanguageOf } from '../domain/task.ts'
import { mayListTasks, seeing } from './policy.ts'
import { tasksMet, type ListedTask } from './taskListStore.ts'

export interface TaskLine extends ListedTask {
  readonly title: string
}
export interface TaskList {
  readonly which: WhichTasks
  readonly rows: readonly TaskLine[]
  /** Where the next part begins. */
  readonly next: string | undefined
}

/**
 * The tasks that ask something of the people whom the actor sees, those above her place too, each with how far it is in her own part.
 * @throws Refusal forbidden to whoever sees nobody
 */
export async function listTasks(ctx: Context, input: ListTasks): Promise<TaskList> {
  requirePerson(ctx.actor)
  authorise(mayListTasks(ctx.actor))
  const { which, after, limit } = parse(listTasksSchema, input)
  return ctx.transaction(async (tx) => {
    const found = await tasksMet(
      tx,
      seeing(ctx.actor),
      which === 'open',
      indianDay(ctx.now),
      after,
      limit + 1,
    )
    const rows = found.slice(0, limit)
    return {
      which,
      rows: rows.map((task) => ({ ...task, title: inLanguageOf(task, ctx.locale).title })),
      next: found.length > limit ? rows.at(-1)!.id : undefined,
    }
  })
}
