import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { tellMoreSchema, type TellMore } from '../domain/harassment.ts'
import { addToReport } from './harassmentStore.ts'

/**
 * Adds words and a contact to a report that went with one tap. Once, within the hour, before it is answered, by whoever made it: its id is
 * told to nobody else, and who was signed in then must be so now.
 * @throws Refusal badInput on `told`, `contact`; gone people_harassment_told_already; commandReused when the
 * same command says something else
 */
export async function tellMore(ctx: Context, input: TellMore): Promise<void> {
  const { command, reportId, told, contact } = parse(tellMoreSchema, input)
  const { keys } = ctx.platform
  const digest = blindIndex(keys, JSON.stringify({ reportId, told, contact })).toString('hex')
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.tellMore', input: digest }, async () => {
      if (!(await addToReport(tx, keys, reportId, { told, contact })))
        throw new Refusal('gone', { reason: 'people_harassment_told_already' })
      record(tx, 'people.tellMore', `harassment:${reportId}`, {})
    }),
  )
}
