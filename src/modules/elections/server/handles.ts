import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import {
  addHandleSchema,
  endHandleSchema,
  type AddHandle,
  type EndHandle,
  type Handle,
} from '../domain/handle.ts'
import { handlesOf, insertHandle, saveHandleEnded } from './handleStore.ts'
import { mayKeepRegisters, maySeeRegisters } from './policy.ts'

/** The organisation's own official accounts, those in force first. @throws Refusal forbidden */
export async function listHandles(
  ctx: Context,
): Promise<{ readonly handles: readonly Handle[]; readonly mayKeep: boolean }> {
  requirePerson(ctx.actor)
  authorise(maySeeRegisters(ctx.actor))
  return ctx.transaction(async (tx) => ({
    handles: await handlesOf(tx),
    mayKeep: mayKeepRegisters(ctx.actor).allowed,
  }))
}

/** Enters an official account. @throws Refusal forbidden, badInput; changedMeanwhile when it is there already */
export async function addHandle(ctx: Context, input: AddHandle): Promise<{ handleId: string }> {
  const { command, ...said } = parse(addHandleSchema, input)
  requirePerson(ctx.actor)
  authorise(mayKeepRegisters(ctx.actor))
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.addHandle', input: said }, async () => {
      const id = uuidv7(ctx.now)
      if (!(await insertHandle(tx, { ...said, id })))
        throw new Refusal('changedMeanwhile', { reason: 'elections_handle_twice' })
      record(tx, 'elections.addHandle', `handle:${id}`, said)
      return { handleId: id }
    }),
  )
}

/** Ends an official account; it stays in the register, for its days were stated. @throws Refusal as addHandle, notFound */
export async function endHandle(ctx: Context, input: EndHandle): Promise<void> {
  const { command, ...said } = parse(endHandleSchema, input)
  requirePerson(ctx.actor)
  authorise(mayKeepRegisters(ctx.actor))
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.endHandle', input: said }, async () => {
      const ended = await saveHandleEnded(tx, said.handleId, { on: said.endedOn, why: said.why })
      if (ended === 'unknown') throw new Refusal('notFound', { reason: 'elections_handle_unknown' })
      if (ended === 'before') throw new Refusal('badInput', { fields: { endedOn: 'elections_ended_before' } })
      record(tx, 'elections.endHandle', `handle:${said.handleId}`, { on: said.endedOn, why: said.why })
    }),
  )
} // prettier-ignore
