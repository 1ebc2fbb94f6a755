import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Transaction } from '../database/transaction.ts'
import { Refusal } from '../errors/catalogue.ts'

/** A command's id: a UUID made by the client (version 7) or by the page that carries the form. */
export const commandId = z.uuid({ error: 'platform_command_missing' })

interface Command {
  readonly id: string
  readonly verb: string
  /** What the command asks; the same id with another input is refused, so that a mistake cannot pass for a replay. */
  readonly input: unknown
}

/**
 * Does a write once: replayed, it changes nothing and returns its first answer. Two copies at the same moment wait for each other on
 * the command's row. The answer is kept, so it holds ids and states, never personal data.
 * @throws Refusal commandReused when the id was used for something else or by someone else
 */
export async function once<Answer>(
  tx: Transaction,
  command: Command,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const actor = tx.actor.kind === 'person' ? tx.actor.personId : tx.actor.kind
  const hash = createHash('sha256').update(JSON.stringify(command.input)).digest()
  // A write holds the tree's numbers still from its first statement on (access/treeLock.ts): it never waits for a restructure with rows in hand.
  const taken = await sql`
    with held as materialized (select access.hold_tree())
    insert into platform.command (id, verb, actor, input_hash, at)
    select ${command.id}::uuid, ${command.verb}, ${actor}, ${hash}::bytea, ${tx.now}::timestamptz from held
    on conflict (id) do nothing returning id`.execute(tx.db)
  if (taken.rows.length === 0) return firstAnswer<Answer>(tx, command, actor, hash)
  const answer = await work()
  await sql`update platform.command set answer = ${JSON.stringify(answer ?? null)}::jsonb where id = ${command.id}`.execute(
    tx.db,
  )
  return answer
}

async function firstAnswer<Answer>(
  tx: Transaction,
  command: Command,
  actor: string,
  hash: Buffer,
): Promise<Answer> {
  const found = await sql<{ verb: string; actor: string; input_hash: Buffer; answer: Answer }>`
    select verb, actor, input_hash, answer from platform.command where id = ${command.id}`.execute(tx.db)
  const first = found.rows[0]
  if (!first || first.verb !== command.verb || first.actor !== actor || !first.input_hash.equals(hash))
    throw new Refusal('commandReused', { reason: 'platform_command_reused' })
  return first.answer
}

/** Whether a command was done by one of some actors. For a room that knows that they are one person by now. */
export async function wasDoneBy(
  tx: Transaction,
  { id, verb }: Pick<Command, 'id' | 'verb'>,
  actors: readonly string[],
): Promise<boolean> {
  if (actors.length === 0) return false
  const found = await sql`
    select from platform.command where id = ${id} and verb = ${verb} and actor = any(${actors}::text[])`.execute(
    tx.db,
  )
  return found.rows.length > 0
}
