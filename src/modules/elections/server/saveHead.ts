import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { saveHeadSchema, type Head, type SaveHead } from '../domain/expense.ts'
import { headsOf, insertHead, updateHead } from './expenseStore.ts'
import { keeper } from './keeping.ts'
import { mayChangeHeads, maySeeRegisters } from './policy.ts'

/**
 * Adds a head of the statement, or changes one as it was seen: forms change from election to election, so each names the paper in which it was read.
 * @throws Refusal forbidden, secondStepNeeded, badInput; changedMeanwhile
 */
export async function saveHead(ctx: Context, input: SaveHead): Promise<{ key: string }> {
  const { command, ...said } = parse(saveHeadSchema, input)
  keeper(ctx.actor, mayChangeHeads)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.saveHead', input: said }, async () => {
      const { basedOn, key: given, ...rest } = said
      // A key of its own, since its words may change.
      const key = given ?? `h${uuidv7(ctx.now).replaceAll('-', '').slice(-16)}`
      if (given === undefined) await insertHead(tx, { ...rest, key })
      else if (basedOn === undefined || !(await updateHead(tx, { ...rest, key, version: basedOn })))
        throw new Refusal('changedMeanwhile', { reason: 'elections_changed' })
      record(tx, 'elections.saveHead', `head:${key}`, rest)
      return { key }
    }),
  )
}

/** The heads of the statement, for whoever sees the ledger. @throws Refusal forbidden */
export async function listHeads(
  ctx: Context,
): Promise<{ readonly heads: readonly Head[]; readonly mayChange: boolean }> {
  requirePerson(ctx.actor)
  authorise(maySeeRegisters(ctx.actor))
  return ctx.transaction(async (tx) => ({
    heads: await headsOf(tx),
    mayChange: mayChangeHeads(ctx.actor).allowed,
  }))
}
