import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { removeNomineeSchema, type RemoveNominee } from '../domain/nominee.ts'
import { lockSelf } from './lockSelf.ts'
import { deleteNominee } from './nomineeStore.ts'

/** Takes one's nomination back; where there is none, nothing happens. */
export async function removeNominee(ctx: Context, input: RemoveNominee): Promise<void> {
  const { command } = parse(removeNomineeSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.removeNominee', input: {} }, async () => {
      const self = await lockSelf(tx)
      if (await deleteNominee(tx, self.id)) record(tx, 'people.removeNominee', `person:${self.id}`)
    }),
  )
}
