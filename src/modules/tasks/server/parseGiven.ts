import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { dueDayFault, giveTaskSchema, type GiveTask } from '../domain/task.ts'

/**
 * Reads what a new task says. Where something is wrong anyway, a due day that will not do is told with it and not at the next try only; by
 * itself it is judged inside `once`, since a command that is repeated days later answers as it did.
 * @param today in India, `YYYY-MM-DD`
 * @throws Refusal badInput with every field that must be mended
 */
export function parseGiven(input: GiveTask, today: string) {
  try {
    return parse(giveTaskSchema, input)
  } catch (thrown) {
    if (!isRefusal(thrown) || 'dueOn' in thrown.fields) throw thrown
    const fault = dueDayFault(input.dueOn, today)
    throw fault ? new Refusal('badInput', { fields: { ...thrown.fields, dueOn: fault } }) : thrown
  }
}
