import { sql } from 'kysely'
import { z } from 'zod'
import { personActor, type PersonActor } from '../access/actor.ts'
import { requireSecondStep } from '../access/authorise.ts'
import { record } from '../audit/append.ts'
import { uuidv7 } from '../clock/uuid.ts'
import { commandId } from '../commands/once.ts'
import type { Context, Platform } from '../context.ts'
import { EDITIONS } from '../environment/environment.ts'
import { Refusal } from '../errors/catalogue.ts'
import { parse } from '../errors/parse.ts'
import type { MembershipOf } from './actorOfSession.ts'
import { API_SCOPES, opens, type ApiScope } from './apiScopes.ts'
import { later, SEEN_EVERY_MS } from './session.ts'
import { hashOfToken, newToken } from './token.ts'

const createInput = z.object({
  command: commandId.optional(),
  personId: z.uuid('accounts_api_key_person'),
  name: z.string().trim().min(1, 'accounts_api_key_name').max(80, 'accounts_api_key_name'),
  scopes: z.array(z.enum(API_SCOPES)).min(1, 'accounts_api_key_scopes'),
})
export type CreateApiKey = z.input<typeof createInput>

/**
 * Makes a key that acts for a person with her authority, within the scopes. Its token is in the answer only; a person may make keys for
 * herself after the second step, the house (command line) for anyone. Each call is a new secret; but a form that comes twice (its answer
 * loaded anew) makes no second key: the first one's secret is nowhere any more, so that is said instead.
 * @throws Refusal secondStepNeeded, forbidden, badInput; changedMeanwhile for a form that came before
 */
export async function createApiKey(
  ctx: Context,
  input: CreateApiKey,
): Promise<{ readonly id: string; readonly token: string }> {
  const { command, personId, name, scopes } = parse(createInput, input)
  requireOwner(ctx, personId)
  const id = command ?? uuidv7(ctx.now)
  const token = `kk_${ctx.platform.environment.edition}_${newToken()}`
  await ctx.transaction(async (tx) => {
    const made = await sql`
      insert into accounts.api_key (id, token_hash, name, person_id, scopes, made_at)
      values (${id}, ${hashOfToken(token)}, ${name}, ${personId}, ${[...new Set(scopes)]}, ${tx.now})
      on conflict (id) do nothing returning id`.execute(tx.db)
    if (made.rows.length === 0) throw new Refusal('changedMeanwhile', { reason: 'accounts_api_key_made' })
    record(tx, 'accounts.createApiKey', `apiKey:${id}`, { person: personId, scopes })
  })
  return { id, token }
}

/**
 * Ends a key; its next request is refused, in every process. Ended twice it stays ended.
 * @throws Refusal secondStepNeeded; notFound for a key that is not there or somebody else's
 */
export async function revokeApiKey(ctx: Context, input: { readonly id: string }): Promise<void> {
  const owner = ctx.actor.kind === 'system' ? undefined : requireSecondStep(ctx.actor).personId
  await ctx.transaction(async (tx) => {
    const found = await sql<{ person_id: string; is_over: boolean }>`
      select person_id, revoked_at is not null as is_over from accounts.api_key where id = ${input.id} for update`.execute(
      tx.db,
    )
    const key = found.rows[0]
    // Whose it is, is said to nobody else.
    if (!key || (owner !== undefined && owner !== key.person_id)) throw new Refusal('notFound')
    if (key.is_over) return
    await sql`update accounts.api_key set revoked_at = ${tx.now} where id = ${input.id}`.execute(tx.db)
    record(tx, 'accounts.revokeApiKey', `apiKey:${input.id}`)
  })
}

function requireOwner(ctx: Context, personId: string): void {
  if (ctx.actor.kind === 'system') return
  if (requireSecondStep(ctx.actor).personId !== personId)
    throw new Refusal('forbidden', { reason: 'accounts_api_key_not_yours' })
}

export interface ResolvedKey {
  readonly actor: PersonActor
  readonly scopes: readonly ApiScope[]
}

const BEARER = /^Bearer +(kk_\S*)$/i

/**
 * Who acts by an `Authorization` header. Undefined when it carries no key of ours (then the cookie counts); a key that is wrong, revoked or
 * of another edition is refused rather than ignored. A key is one factor: it never passes where the second step stands.
 * @throws Refusal notSignedIn
 */
export async function resolveApiKey(
  platform: Platform,
  authorization: string | null,
  membershipOf: MembershipOf,
): Promise<ResolvedKey | undefined> {
  const token = BEARER.exec(authorization ?? '')?.[1]
  if (!token) return undefined
  const edition = EDITIONS.find((name) => token.startsWith(`kk_${name}_`))
  if (edition !== platform.environment.edition)
    throw new Refusal('notSignedIn', { reason: 'accounts_api_key_other_edition' })
  const now = platform.clock.now()
  const found = await sql<{ id: string; person_id: string; scopes: ApiScope[]; stale: boolean }>`
    select id, person_id, scopes, coalesce(seen_at < ${later(now, -SEEN_EVERY_MS)}, true) as stale
    from accounts.api_key where token_hash = ${hashOfToken(token)} and revoked_at is null`.execute(
    platform.db,
  )
  const key = found.rows[0]
  if (!key) throw new Refusal('notSignedIn', { reason: 'accounts_api_key_unknown' })
  if (key.stale)
    await sql`update accounts.api_key set seen_at = ${now} where id = ${key.id}`.execute(platform.db)
  const actor = personActor({
    personId: key.person_id,
    accountId: key.id,
    sessionId: key.id,
    assurance: 1,
    ...(await membershipOf(platform, key.person_id)),
  })
  return { actor, scopes: key.scopes }
}

/**
 * What every door of programs asks of a key: one that may change nothing is not let through with a change.
 * @throws Refusal forbidden
 */
export function requireKeyScope(key: ResolvedKey, method: string): void {
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(method)
  if (!reads && !key.scopes.some((scope) => scope.endsWith('write')))
    throw new Refusal('forbidden', { reason: 'accounts_api_key_scope' })
}

/**
 * What one door asks of a key; a session has no scopes and passes.
 * @throws Refusal forbidden
 */
export function requireScope(held: readonly ApiScope[] | undefined, needed: ApiScope | undefined): void {
  if (held && needed && !opens(held, needed))
    throw new Refusal('forbidden', { reason: 'accounts_api_key_closed' })
}
