import { sql } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import { asJson } from '#platform/database/asJson.ts'
import type { Form, Platform, PostFile } from '../domain/platform.ts'
import type { Target } from '../domain/target.ts'
import type { Candidate } from './adapters/adapter.ts'

/** A target as it is kept: its state, what it says, and what is known of it. */
export interface KeptTarget extends Target {
  readonly id: string
  readonly channelId: string
  readonly platform: Platform
  readonly channelName: string
  readonly pieceId: string
  /** Hex SHA-256 of the piece as it was approved. */
  readonly hash: string
  readonly form: Form
  readonly language: 'hi' | 'en'
  readonly kitId: string | null
  readonly title: string
  readonly words: string
  readonly files: readonly PostFile[]
  readonly isSynthetic: boolean
  readonly link: string | null
  readonly platformUrl: string | null
  readonly leaseUntil: Date | null
  readonly nextAt: Date
  readonly reason: string | null
  readonly told: string | null
  readonly progressSealed: Buffer | null
  readonly found: readonly Candidate[] | null
  readonly mediaToken: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly changedAt: Date
  readonly sentAt: Date | null
  readonly liveAt: Date | null
  readonly withdrawWhy: string | null
}

const columns = sql`
  t.id, t.channel_id as "channelId", c.platform, c.name as "channelName", t.piece_id as "pieceId", encode(t.hash, 'hex') as hash, t.form, t.language,
  t.kit_id as "kitId", t.title, t.words, t.files, t.is_synthetic as "isSynthetic", t.link, t.state, t.is_publishing as "isPublishing", t.attempt,
    t.tries, t.checks,
  t.platform_id as "platformId", t.platform_url as "platformUrl", t.other_ids as "otherIds", t.lease_until as "leaseUntil", t.next_at as "nextAt",
    t.reason, t.told,
  t.progress_sealed as "progressSealed", t.found, t.media_token as "mediaToken", t.asked_by as "askedBy", t.asked_at as "askedAt", t.changed_at as "changedAt",
  t.sent_at as "sentAt", t.live_at as "liveAt", t.withdraw_asked_at is not null as "isWithdrawAsked", t.withdraw_why as "withdrawWhy",
    t.needs_hand as "needsHand",
  t.withdrawn_how as "withdrawnHow"`
const from = sql`channels.target t join channels.channel c on c.id = t.channel_id`

export async function lockTarget(tx: Transaction, id: string): Promise<KeptTarget | undefined> {
  const found =
    await sql<KeptTarget>`select ${columns} from ${from} where t.id = ${id} for update of t`.execute(tx.db)
  return found.rows[0]
}

export async function findTarget(tx: Transaction, id: string): Promise<KeptTarget | undefined> {
  const found = await sql<KeptTarget>`select ${columns} from ${from} where t.id = ${id}`.execute(tx.db)
  return found.rows[0]
}

export const LISTED = 50

/** What became of posts: those that need a person first, then the newest. @param before the changed_at of the last of the page before */
export async function listTargets(
  tx: Transaction,
  which: { readonly pieceId?: string | undefined; readonly before?: Date | undefined },
): Promise<readonly KeptTarget[]> {
  const found = await sql<KeptTarget>`
    select ${columns} from ${from}
    where (${which.pieceId ?? null}::uuid is null or t.piece_id = ${which.pieceId ?? null})
      and (${which.before ?? null}::timestamptz is null or t.changed_at < ${which.before ?? null})
    order by t.changed_at desc, t.id limit ${LISTED}`.execute(tx.db)
  return found.rows
}

/** Posts that wait for a person: nobody knows whether they are there, they failed, or they must be taken away by hand. */
export async function needyTargets(tx: Transaction): Promise<readonly KeptTarget[]> {
  const found = await sql<KeptTarget>`
    select ${columns} from ${from}
    where t.state in ('ambiguous', 'failed') or t.needs_hand
    order by t.state <> 'ambiguous', not t.needs_hand, t.changed_at desc limit 200`.execute(tx.db)
  return found.rows
}

export interface NewTarget {
  readonly id: string
  readonly channelId: string
  readonly pieceId: string
  readonly hash: string
  readonly form: Form
  readonly language: 'hi' | 'en'
  readonly kitId: string | null
  readonly title: string
  readonly words: string
  readonly files: readonly PostFile[]
  readonly isSynthetic: boolean
  readonly link: string | null
  readonly nextAt: Date
  readonly reason: string | null
  readonly state: 'queued' | 'held'
  readonly mediaToken: string
  readonly askedBy: string
}

/**
 * Writes targets, all in one statement; a piece that stands on a channel already in this form, language and kit stays the one that it is. @returns ids of
 * the new ones
 */
export async function insertTargets(
  tx: Transaction,
  targets: readonly NewTarget[],
): Promise<readonly string[]> {
  if (targets.length === 0) return []
  const made = await sql<{ id: string }>`
    insert into channels.target (id, channel_id, piece_id, hash, form, language, kit_id, title, words, files, is_synthetic, link, state, next_at,
      reason, media_token, asked_by, asked_at, changed_at)
    select id, "channelId", "pieceId", decode(hash, 'hex'), form, language, "kitId", title, words, files, "isSynthetic", link, state, "nextAt",
      reason, "mediaToken", "askedBy", ${tx.now}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(targets)}::jsonb) as given(id uuid, "channelId" uuid, "pieceId" uuid, hash text, form text,
      language text, "kitId" uuid, title text, words text,
      files jsonb, "isSynthetic" boolean, link text, state text, "nextAt" timestamptz, reason text, "mediaToken" uuid, "askedBy" uuid)
    on conflict do nothing returning id`.execute(tx.db)
  return made.rows.map(({ id }) => id)
}

/** What is written beside a change of state. Left out: stays as it is. */
export interface Beside {
  readonly leaseUntil?: Date | null
  readonly nextAt?: Date
  readonly reason?: string | null
  readonly told?: string | null
  readonly progressSealed?: Buffer | null
  readonly platformUrl?: string | null
  readonly found?: readonly Candidate[] | null
  readonly withdrawWhy?: string
  /** In whose name it goes from now on: whoever sends it again. */
  readonly askedBy?: string
}

/** Writes a target as it has become. The caller has locked it. */
export async function saveTarget(
  tx: Transaction,
  before: KeptTarget,
  after: Target,
  beside: Beside = {},
): Promise<void> {
  const becameSent = after.platformId !== null && before.platformId !== after.platformId
  const kept = { ...before, ...beside }
  await sql`
    update channels.target set state = ${after.state}, is_publishing = ${after.isPublishing}, attempt = ${after.attempt}, tries = ${after.tries},
      checks = ${after.checks},
      platform_id = ${after.platformId}, other_ids = ${after.otherIds}::text[], needs_hand = ${after.needsHand}, withdrawn_how = ${after.withdrawnHow},
      withdrawn_at = case when ${after.state} = 'withdrawn' then coalesce(withdrawn_at, ${tx.now}) end,
      withdraw_asked_at = case when ${after.isWithdrawAsked} then coalesce(withdraw_asked_at, ${tx.now}) end, withdraw_why = ${kept.withdrawWhy},
      sent_at = case when ${becameSent} then ${tx.now} else sent_at end,
      live_at = case when ${after.state} = 'verified_live' then coalesce(live_at, ${tx.now}) else live_at end,
      lease_until = ${kept.leaseUntil}, next_at = ${kept.nextAt}, reason = ${kept.reason}, told = ${kept.told?.slice(0, 500) ?? null},
      progress_sealed = ${kept.progressSealed}, platform_url = ${kept.platformUrl},
        found = ${kept.found === null ? null : asJson(kept.found)}::jsonb, asked_by = ${kept.askedBy}, changed_at = ${tx.now}
    where id = ${before.id}`.execute(tx.db)
}

/** Writes that posts are asked back, and which of them are withdrawn with that. The caller has locked them. */
export async function saveAskedBack(
  tx: Transaction,
  asked: readonly (Pick<Target, 'state' | 'withdrawnHow'> & {
    readonly id: string
    readonly isDue: boolean
  })[],
  why: string,
): Promise<void> {
  if (asked.length === 0) return
  await sql`
    update channels.target t set state = given.state, withdrawn_how = given."withdrawnHow", withdraw_asked_at = ${tx.now}, withdraw_why = ${why},
      changed_at = ${tx.now},
      withdrawn_at = case when given.state = 'withdrawn' then ${tx.now}::timestamptz end, next_at = case when given."isDue" then ${tx.now} else t.next_at end
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as given(id uuid, state text, "withdrawnHow" text, "isDue" boolean)
    where t.id = given.id`.execute(tx.db)
}

/** In whose name a post goes, with what she holds in this moment; a record that gave way is its person. */
export async function askerOf(
  tx: Transaction,
  { askedBy }: Pick<KeptTarget, 'askedBy'>,
): Promise<{ readonly personId: string; readonly offices: readonly Authority[] }> {
  const found = await sql<{ personId: string; offices: readonly Authority[] }>`
    select asker.id as "personId", people.offices_of(asker.id, ${tx.now}) as offices from people.stands_for(${askedBy}) as asker(id)`.execute(
    tx.db,
  )
  return found.rows[0]!
}

/** What is due: to be sent, to be asked of the gate again, to be looked at, to be taken away, or left by a worker that died. */
export async function dueTargets(tx: Transaction, most = 200): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select id from channels.target
    where next_at <= ${tx.now} and (state in ('queued', 'held', 'sending', 'sent') or (withdraw_asked_at is not null and state = 'verified_live'))
      and (state <> 'sending' or lease_until < ${tx.now}) and not needs_hand
    order by next_at limit ${most}`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

/** Held posts become due at once: the calendar changed. @returns how many */
export async function askHeldAgain(tx: Transaction): Promise<number> {
  const done =
    await sql`update channels.target set next_at = ${tx.now} where state = 'held' and next_at > ${tx.now}`.execute(
      tx.db,
    )
  return Number(done.numAffectedRows ?? 0)
}

/** Ids of what stands or waits of a piece or a kit, for a recall; locked in their order. */
export async function lockTargetsOf(
  tx: Transaction,
  which: {
    readonly pieceId?: string | undefined
    readonly kitId?: string | undefined
    readonly hash?: string | undefined
  },
): Promise<readonly KeptTarget[]> {
  const found = await sql<KeptTarget>`
    select ${columns} from ${from}
    where t.state <> 'withdrawn' and t.withdraw_asked_at is null
      and (t.piece_id = ${which.pieceId ?? null} or t.kit_id = ${which.kitId ?? null})
        and (${which.hash ?? null}::text is null or t.hash = decode(${which.hash ?? ''}, 'hex'))
    order by t.id for update of t`.execute(tx.db)
  return found.rows
}

/** A post's files, for the platform that fetches them: only while it is being sent. */
export async function filesByToken(tx: Transaction, token: string): Promise<readonly PostFile[] | undefined> {
  const found = await sql<{ files: readonly PostFile[] }>`
    select files from channels.target where media_token = ${token} and state = 'sending'`.execute(tx.db)
  return found.rows[0]?.files
}
