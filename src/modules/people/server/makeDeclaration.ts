import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { makeDeclarationSchema, type MakeDeclaration } from '../domain/declaration.ts'
import { officesOf } from './awaitsDeclaration.ts'
import { insertDeclaration } from './declarationStore.ts'
import { lockSelf } from './lockSelf.ts'

/**
 * Declares, for oneself, that one holds no appointment in the other edition: from the next request on, one's offices count. Made again, it
 * changes nothing.
 * @throws Refusal changedMeanwhile for whoever holds no office
 */
export async function makeDeclaration(ctx: Context, input: MakeDeclaration): Promise<void> {
  const { command, ...asked } = parse(makeDeclarationSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.makeDeclaration', input: asked }, async () => {
      const { personId, sessionId } = requirePerson(ctx.actor)
      await lockSelf(tx)
      if ((await officesOf(tx, personId)).length === 0)
        throw new Refusal('changedMeanwhile', { reason: 'people_declaration_no_office' })
      if (await insertDeclaration(tx, { personId, sessionId, language: ctx.locale }))
        record(tx, 'people.makeDeclaration', `person:${personId}`, {
          version: asked.version,
          session: sessionId,
        })
    }),
  )
}
