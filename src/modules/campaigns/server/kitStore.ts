import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Audience, Campaign, Language } from '../domain/campaign.ts'
import type { Kit, LapseWhy } from '../domain/kit.ts'
import type { Reach } from '../domain/reach.ts'

/**
 * Why a scheduled kit waits whose hour came: its bytes are approved no more, or whoever let it go led there no more. So in every answer, also while no worker
 * runs that would hold it; null where it stands. Asked only until a worker has seen that it does (`markStanding`).
 */
export const lapseOf = (tx: Transaction) => sql<LapseWhy | null>`(case
  when k.state = 'let_go' and k.held_at is null and k.stood_at is null and k.release_at <= ${tx.now} then coalesce(
    studio.why_void(k.piece_id, k.piece_hash, k.let_go_at, k.release_at),
    (select 'office_ended' from campaigns.campaign asks where asks.id = k.campaign_id
      and not people.led_all(k.let_go_by, asks.place_id, asks.wings, k.release_at))) end)` // prettier-ignore

const kitColumns = (
  tx: Transaction,
) => sql`k.id, k.campaign_id as "campaignId", k.piece_id as "pieceId", encode(k.piece_hash, 'hex') as "pieceHash",
  k.title_hi as "titleHi", k.title_en as "titleEn", k.prompt_hi as "promptHi", k.prompt_en as "promptEn", k.synthetic, k.sources, k.state, k.version,
  people.stands_for(k.made_by) as "madeBy", k.made_at as "madeAt", k.let_go_by as "letGoBy", k.let_go_at as "letGoAt", k.let_go_place as "letGoPlace", k.release_at as "releaseAt",
  k.expires_at as "expiresAt", case when ${lapseOf(tx)} is null then k.held_at else k.release_at end as "heldAt",
  coalesce(k.held_why, ${lapseOf(tx)}) as "heldWhy", k.piece_changed_at as "pieceChangedAt",
  k.recalled_at as "recalledAt", k.recalled_by as "recalledBy", k.recalled_why as "recalledWhy"`

type Draft = Pick<
  Kit,
  | 'id'
  | 'campaignId'
  | 'pieceId'
  | 'pieceHash'
  | 'titleHi'
  | 'titleEn'
  | 'promptHi'
  | 'promptEn'
  | 'synthetic'
  | 'sources'
>

export async function insertKit(tx: Transaction, kit: Draft & { readonly madeBy: string }): Promise<void> {
  await sql`
    insert into campaigns.kit (id, campaign_id, piece_id, piece_hash, title_hi, title_en, prompt_hi, prompt_en, synthetic, sources, made_by, made_at)
    values (${kit.id}, ${kit.campaignId}, ${kit.pieceId}, decode(${kit.pieceHash}, 'hex'), ${kit.titleHi}, ${kit.titleEn}, ${kit.promptHi},
      ${kit.promptEn}, ${kit.synthetic}, ${JSON.stringify(kit.sources)}::jsonb, ${kit.madeBy}, ${tx.now})`.execute(
    tx.db,
  )
}

/** What a draft says from now on, and who wrote it last: another than her lets it go. */
export async function updateKit(
  tx: Transaction,
  kit: Omit<Draft, 'campaignId'> & { readonly madeBy: string },
): Promise<void> {
  await sql`
    update campaigns.kit set piece_id = ${kit.pieceId}, piece_hash = decode(${kit.pieceHash}, 'hex'), title_hi = ${kit.titleHi},
      title_en = ${kit.titleEn}, prompt_hi = ${kit.promptHi}, prompt_en = ${kit.promptEn}, synthetic = ${kit.synthetic}, sources = ${JSON.stringify(kit.sources)}::jsonb, made_by = ${kit.madeBy},
      version = version + 1
    where id = ${kit.id}`.execute(tx.db)
}

export async function findKit(tx: Transaction, id: string): Promise<Kit | undefined> {
  const found = await sql<Kit>`select ${kitColumns(tx)} from campaigns.kit k where k.id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** The same, held until the transaction ends, so that two steps follow one another. */
export async function lockKit(tx: Transaction, id: string): Promise<Kit | undefined> {
  const found = await sql<Kit>`select ${kitColumns(tx)} from campaigns.kit k where k.id = ${id} for update`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore

/** Drafts first, then the latest to come out. */
export async function kitsOfCampaign(tx: Transaction, campaignId: string): Promise<readonly Kit[]> {
  const found = await sql<Kit>`
    select ${kitColumns(tx)} from campaigns.kit k where k.campaign_id = ${campaignId}
    order by k.release_at desc nulls first, k.made_at desc, k.id`.execute(tx.db)
  return found.rows
}

/** A piece as it was approved. */
export interface Bytes {
  readonly pieceId: string
  /** Hex. */
  readonly hash: string
}

export interface Recalled {
  readonly at: Date
  readonly why: string
}

/** Those of some pieces whose very bytes were recalled in a kit, by the piece's id; of several recalls the latest. */
export async function recallsOfBytes(
  tx: Transaction,
  pieces: readonly Bytes[],
): Promise<ReadonlyMap<string, Recalled>> {
  const found = await sql<Recalled & { pieceId: string }>`
    select distinct on (k.piece_id) k.piece_id as "pieceId", k.recalled_at as at, k.recalled_why as why
    from unnest(${pieces.map(({ pieceId }) => pieceId)}::uuid[], ${pieces.map(({ hash }) => hash)}::text[]) as asked (id, hash)
    join campaigns.kit k on k.piece_id = asked.id and k.piece_hash = decode(asked.hash, 'hex') and k.state = 'recalled'
    order by k.piece_id, k.recalled_at desc`.execute(tx.db)
  return new Map(found.rows.map(({ pieceId, at, why }) => [pieceId, { at, why }]))
}

/** Kits that come out or end within a span of time, with what pages call them. */
export async function kitsBetween(
  tx: Transaction,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly Kit[]> {
  const found = await sql<Kit>`
    select ${kitColumns(tx)} from campaigns.kit k
    where k.state = 'let_go' and (k.release_at between ${from} and ${until} or k.expires_at between ${from} and ${until})
    order by k.release_at, k.id`.execute(tx.db)
  return found.rows
}

/** Drafts of a campaign are other ones once its brief says that they go to others or lead elsewhere: whoever read one before reads it anew. */
export async function renewDrafts(tx: Transaction, campaignId: string): Promise<void> {
  await sql`update campaigns.kit set version = version + 1 where campaign_id = ${campaignId} and state = 'draft'`.execute(tx.db) // prettier-ignore
}

/** The figures that whoever lets it go was shown, kept with its hours. */
export async function saveLetGo(
  tx: Transaction,
  id: string,
  said: {
    readonly by: string
    readonly placeId: string
    readonly releaseAt: Date
    readonly expiresAt: Date
    readonly reach: Reach
  },
): Promise<void> {
  await sql`
    update campaigns.kit set state = 'let_go', let_go_by = ${said.by}, let_go_at = ${tx.now}, let_go_place = ${said.placeId}, release_at = ${said.releaseAt},
      expires_at = ${said.expiresAt}, stood_at = case when ${said.releaseAt}::timestamptz <= ${tx.now} then ${tx.now}::timestamptz end, reach = ${JSON.stringify(said.reach)}::jsonb, version = version + 1
    where id = ${id}`.execute(tx.db)
}

/** Back to a draft, of what has not come out. */
export async function saveTakenBack(tx: Transaction, id: string): Promise<void> {
  await sql`
    update campaigns.kit set state = 'draft', let_go_by = null, let_go_at = null, let_go_place = null, release_at = null, expires_at = null, reach = null,
      held_at = null, held_why = null, stood_at = null, piece_changed_at = null, version = version + 1
    where id = ${id}`.execute(tx.db)
}

export async function saveRecalled(
  tx: Transaction,
  id: string,
  said: { readonly by: string; readonly why: string },
): Promise<void> {
  await sql`
    update campaigns.kit set state = 'recalled', recalled_at = ${tx.now}, recalled_by = ${said.by}, recalled_why = ${said.why},
      wound_up_at = ${tx.now}, version = version + 1
    where id = ${id}`.execute(tx.db)
}

/** Whether another kit of the same bytes is let go and not over. */
export async function isOutElsewhere(tx: Transaction, { id, pieceId, pieceHash }: Pick<Kit, 'id' | 'pieceId' | 'pieceHash'>): Promise<boolean> {
  const found = await sql`
    select from campaigns.kit
    where piece_id = ${pieceId} and piece_hash = decode(${pieceHash}, 'hex') and id <> ${id} and state = 'let_go' and expires_at > ${tx.now} limit 1`.execute(tx.db)
  return found.rows.length > 0
} // prettier-ignore

/** A kit with whom to tell what became of it. */
export interface Touched {
  readonly id: string
  readonly titleHi: string
  readonly titleEn: string
  readonly tell: string | null
}

/**
 * What becomes of kits when their piece is approved no more: what had not come out then waits for a new decision, also where its hour came before this was heard; what
 * was out says so to whoever let it go.
 * @param piece.hash the bytes that are void; all of them when left out
 * @param piece.at when it happened
 */
export async function holdKitsOf(
  tx: Transaction,
  piece: { readonly pieceId: string; readonly hash?: string | undefined; readonly at: Date },
  why: 'approval_voided' | 'piece_retired',
): Promise<{ readonly held: readonly Touched[]; readonly out: readonly Touched[] }> {
  const found = await sql<Touched & { readonly isHeld: boolean }>`
    update campaigns.kit k set
      held_at = case when void.before_hour then ${tx.now}::timestamptz end,
      held_why = case when void.before_hour then ${why} end,
      piece_changed_at = ${tx.now}
    from (select k.id, k.release_at > ${piece.at} or ${lapseOf(tx)} is not null as before_hour from campaigns.kit k where k.piece_id = ${piece.pieceId}) void
    where k.id = void.id and k.piece_id = ${piece.pieceId} and k.state = 'let_go' and k.held_at is null and k.expires_at > ${tx.now}
      and (${piece.hash ?? null}::text is null or k.piece_hash = decode(${piece.hash ?? null}, 'hex'))
    returning k.id, k.title_hi as "titleHi", k.title_en as "titleEn", people.stands_for(k.let_go_by) as tell, k.held_at is not null as "isHeld"`.execute(
    tx.db,
  )
  return { held: found.rows.filter(({ isHeld }) => isHeld), out: found.rows.filter(({ isHeld }) => !isHeld) }
}

/** Kits that ended by the clock and are not wound up: marked now, so that one worker does it. */
export async function takeExpired(tx: Transaction): Promise<readonly Pick<Kit, 'id' | 'titleHi' | 'titleEn'>[]> {
  const found = await sql<Pick<Kit, 'id' | 'titleHi' | 'titleEn'>>`
    update campaigns.kit k set wound_up_at = ${tx.now}
    where k.wound_up_at is null and k.state = 'let_go' and k.expires_at <= ${tx.now}
    returning k.id, k.title_hi as "titleHi", k.title_en as "titleEn"`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** Kits that were wound up and are not over: a clock had gone ahead. Marked as not wound up. @returns their ids */
export async function takeEndedTooEarly(tx: Transaction): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    update campaigns.kit k set wound_up_at = null
    where k.wound_up_at is not null and k.state = 'let_go' and k.expires_at > ${tx.now} returning k.id`.execute(
    tx.db,
  )
  return found.rows.map(({ id }) => id)
}

/** Constituencies (or places above one) and wings in which somebody of the audience stands: a short link each. */
export async function cellsOf(
  tx: Transaction,
  { placeLft, placeRgt, wings, languages }: Audience,
): Promise<readonly { readonly placeId: string; readonly wing: number }[]> {
  // Constituencies lie beside one another: which one holds a number is found by halving, not by trying each for everybody.
  const found = await sql<{ placeId: string; wing: number }>`
    with seats as materialized (
      select array_agg(id order by lft) as ids, array_agg(lft order by lft) as lfts, array_agg(rgt order by lft) as rgts
      from places.area where level = 'constituency'),
    who as materialized (
      select place_id, place_lft, wing from people.reach
      where phone_proved and place_lft between ${placeLft} and ${placeRgt} and language = any (${languages}::text[])
        ${wings.length === 0 ? sql`` : sql`and wing = any (${wings}::smallint[])`}
      group by 1, 2, 3)
    select distinct case when rgts[nth] >= place_lft then ids[nth] else place_id end as "placeId", wing
    from who cross join seats cross join lateral (select width_bucket(place_lft, lfts) as nth) as found`.execute(
    tx.db,
  )
  return found.rows
}

/** Who asks for her kits, as the gate and her links need it. */
export interface Volunteer {
  readonly personId: string
  readonly language: Language
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  /** Her constituency, or where she stands above one: the place of her short link. */
  readonly cellId: string
}
/** Undefined for whoever has not proved a phone, or has left: no kit asks her. */
export async function volunteerOf(tx: Transaction, personId: string): Promise<Volunteer | undefined> {
  const found = await sql<Volunteer>`
    select who.id as "personId", who.language, who.place_id as "placeId", who.place_lft as "placeLft", who.wing,
      coalesce(seat.id, who.place_id) as "cellId"
    from people.reach who
    left join places.area seat on seat.level = 'constituency' and who.place_lft between seat.lft and seat.rgt
    where who.id = ${personId} and who.phone_proved`.execute(tx.db)
  return found.rows[0]
}

const ASKS = sql`c.place_lft <= who.place_lft and c.place_rgt >= who.place_lft and (cardinality(c.wings) = 0 or who.wing = any (c.wings))
  and who.language = any (c.languages)`

/** A kit as its volunteer gets it, with what of its campaign she sees. */
export interface KitInHand extends Kit, Pick<Campaign, 'nameHi' | 'nameEn' | 'target' | 'languages'> {
  readonly placeLft: number
  readonly wing: number
  readonly language: Language
}

/**
 * Kits that are out and ask one volunteer, the newest first. No row for her is needed: who she is decides in this query, so a release is seen at
 * the next look, by however many.
 */
export async function kitsInHand(tx: Transaction, personId: string): Promise<readonly KitInHand[]> {
  const found = await sql<KitInHand>`
    select ${kitColumns(tx)}, c.name_hi as "nameHi", c.name_en as "nameEn", c.target, c.languages, who.place_lft as "placeLft", who.wing, who.language
    from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id join people.reach who on ${ASKS}
    where who.id = ${personId} and who.phone_proved and k.state = 'let_go' and k.held_at is null and k.release_at <= ${tx.now} and k.expires_at > ${tx.now}
      and ${lapseOf(tx)} is null
    order by k.release_at desc, k.id`.execute(tx.db)
  return found.rows
}

/** One kit that asks one volunteer, whatever became of it since. */
export async function kitAsking(tx: Transaction, personId: string, kitId: string): Promise<KitInHand | undefined> {
  const found = await sql<KitInHand>`
    select ${kitColumns(tx)}, c.name_hi as "nameHi", c.name_en as "nameEn", c.target, c.languages, who.place_lft as "placeLft", who.wing, who.language
    from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id join people.reach who on ${ASKS}
    where who.id = ${personId} and who.phone_proved and k.id = ${kitId} and k.state <> 'draft'`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore
