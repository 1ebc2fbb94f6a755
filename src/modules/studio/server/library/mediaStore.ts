import { sql } from 'kysely'
import { ALIKE_BITS } from '../../domain/library/likeness.ts'
import type { Basis, HowGiven, MediaKind, Origin, Rights, SyntheticKind } from '../../domain/library/media.ts'
import type { Transaction } from '#platform/context.ts'

const bytes = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'))

/** Files of a medium by their addresses, 64 hex digits. */
export interface MediaFiles {
  readonly kind: MediaKind
  readonly file: string
  readonly thumb: string | null
  readonly screen: string | null
  readonly mediaType: string
  readonly bytes: number
  readonly width: number | null
  readonly height: number | null
  readonly ms: number | null
  readonly likeness: string | null
}

export interface NewMedia extends MediaFiles {
  readonly id: string
  readonly title: string
  readonly origin: Origin
  readonly originWords: string | null
  readonly rights: Rights
  readonly rightsWords: string | null
  readonly shows: 'nobody' | 'people'
  readonly synthetic: SyntheticKind
  readonly tool: string | null
  readonly what: string | null
  readonly entityHi: string
  readonly entityEn: string
  readonly storyId: string | null
  readonly place: { readonly id: string; readonly lft: number; readonly rgt: number }
  readonly wing: number | null
  readonly madeBy: string
}

/**
 * Keeps what was brought. The same bytes in one home are one medium, unless more is said of them now (a machine's part, people who can be recognised): what was
 * said first stays as it was said, the new word stands beside it, and the strictest holds (studio.media_facts). Bytes out of use come back by no new word.
 * @returns false when as much is known of these bytes in this home already
 */
export async function insertMedia(tx: Transaction, media: NewMedia): Promise<boolean> {
  const made = await sql`
    with here as (
      select * from studio.media where file = ${bytes(media.file)} and place_id = ${media.place.id} and wing is not distinct from ${media.wing})
    insert into studio.media (id, kind, file, media_type, bytes, width, height, ms, thumb, screen, likeness, title, origin, origin_words, rights,
      rights_words, shows, synthetic, tool, what, entity_hi, entity_en, story_id, place_id, place_lft, place_rgt, wing, made_by, made_at, met)
    select ${media.id}, ${media.kind}, ${bytes(media.file)}, ${media.mediaType}, ${media.bytes}, ${media.width}, ${media.height}, ${media.ms}::int,
      ${bytes(media.thumb)}, ${bytes(media.screen)}, ${media.likeness}::bit(64), ${media.title}, ${media.origin}, ${media.originWords},
      ${media.rights}, ${media.rightsWords}, ${media.shows}, ${media.synthetic}, ${media.tool}, ${media.what}, ${media.entityHi}, ${media.entityEn},
      ${media.storyId}::uuid, ${media.place.id}, ${media.place.lft}, ${media.place.rgt}, ${media.wing}, ${media.madeBy}, ${tx.now},
      coalesce((select max(met) + 1 from here), 0)
    where not exists (select from here where withdrawn_at is not null or emptied_at is not null
      or ((${media.synthetic} = 'none' or synthetic in ('made', ${media.synthetic})) and (${media.shows} = 'nobody' or shows = 'people')))
    on conflict (file, place_id, coalesce(wing, '-1'::integer), met) do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

/** The medium with these bytes in a home: of several the one of which most is said. */
export async function sameMedia(
  tx: Transaction,
  { file, place, wing }: Pick<NewMedia, 'file' | 'place' | 'wing'>,
): Promise<{ readonly id: string } | undefined> {
  const found = await sql<{ id: string }>`
    select id from studio.media where file = ${bytes(file)} and place_id = ${place.id} and wing is not distinct from ${wing}
    order by synthetic <> 'none' desc, shows = 'people' desc, met limit 1`.execute(tx.db)
  return found.rows[0]
}

export interface Depicted {
  readonly id: string
  readonly name: string
  readonly basis: Basis
  readonly givenBy: string | null
  /** `YYYY-MM-DD`. */
  readonly givenOn: string | null
  readonly how: HowGiven | null
  readonly source: string | null
  readonly withdrawnAt: Date | null
  readonly withdrawnWhy: string | null
}

/** A medium as pages and policies see it. */
export interface Media extends MediaFiles {
  readonly id: string
  readonly title: string
  readonly origin: Origin
  readonly originWords: string | null
  readonly rights: Rights
  readonly rightsWords: string | null
  readonly shows: 'nobody' | 'people'
  readonly synthetic: SyntheticKind
  readonly tool: string | null
  readonly what: string | null
  readonly entityHi: string
  readonly entityEn: string
  readonly storyId: string | null
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly wing: number | null
  readonly withdrawnAt: Date | null
  readonly withdrawnWhy: string | null
  /** Whoever sent it took it back: nothing of it is kept but its hash. */
  readonly isEmptied: boolean
  readonly madeBy: string | null
  readonly madeAt: Date
  readonly people: readonly Depicted[]
  /** Where a booth sent it: for the credit. */
  readonly booth: { readonly id: string; readonly hi: string; readonly en: string } | null
}

const COLUMNS = sql`
  m.id, m.kind, encode(m.file, 'hex') as file, encode(m.thumb, 'hex') as thumb, encode(m.screen, 'hex') as screen, m.media_type as "mediaType", m.bytes,
  m.width, m.height, m.ms, m.likeness::text as likeness, m.title, m.origin, m.origin_words as "originWords", m.rights, m.rights_words as "rightsWords",
  m.shows, m.synthetic, m.tool, m.what, m.entity_hi as "entityHi", m.entity_en as "entityEn", m.story_id as "storyId", m.place_id as "placeId",
  m.place_lft as "placeLft", m.place_rgt as "placeRgt", m.wing, m.withdrawn_at as "withdrawnAt", m.withdrawn_why as "withdrawnWhy",
  m.emptied_at is not null as "isEmptied",
  m.made_by as "madeBy", m.made_at as "madeAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'basis', d.basis, 'givenBy', d.given_by, 'givenOn', d.given_on,
    'how', d.how, 'source', d.source, 'withdrawnAt', d.withdrawn_at, 'withdrawnWhy', d.withdrawn_why) order by d.made_at, d.id)
    from studio.depicted d where d.media_id = m.id), '[]') as people,
  (select jsonb_build_object('id', place.id, 'hi', place.name_hi, 'en', place.name_en) from studio.story s join places.tree place on place.id = s.place_id
    where s.id = m.story_id) as booth`

export async function findMedia(tx: Transaction, id: string, lock = false): Promise<Media | undefined> {
  const found = await sql<Media>`
    select ${COLUMNS} from studio.media m where m.id = ${id} ${lock ? sql`for update of m` : sql``}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface MediaQuestion {
  readonly kind?: MediaKind | undefined
  /** Words of the title. */
  readonly q?: string | undefined
  /** Only what may be used. */
  readonly usable?: boolean
  readonly most: number
  /** Older than this medium: the next page. */
  readonly before?: string | undefined
}

/** The newest first. */
export const listMediaRows = async (tx: Transaction, question: MediaQuestion): Promise<readonly Media[]> =>
  (await mediaQuery(question).execute(tx.db)).rows

export function mediaQuery({ kind, q, usable, most, before }: MediaQuestion) {
  const words = (q ?? '')
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 6)
  return sql<Media>`
    select ${COLUMNS} from studio.media m
    where (${kind ?? null}::text is null or m.kind = ${kind ?? null})
      and (not ${usable ?? false} or m.withdrawn_at is null)
      and not exists (select from unnest(${words}::text[]) as word where position(lower(word) in lower(m.title)) = 0)
      and (${before ?? null}::uuid is null or (m.made_at, m.id) < (select b.made_at, b.id from studio.media b where b.id = ${before ?? null}::uuid))
    order by m.made_at desc, m.id desc limit ${most}`
}

export interface Alike {
  readonly id: string
  readonly title: string
  readonly apart: number
}

/** Media that look like this one, the likest first. Those whom the asker does not see are not among them. */
export async function alikeMedia(
  tx: Transaction,
  { id, likeness }: { readonly id: string; readonly likeness: string | null },
): Promise<readonly Alike[]> {
  if (likeness === null) return []
  const found = await sql<Alike>`
    select m.id, m.title, bit_count(m.likeness # ${likeness}::bit(64))::int as apart from studio.media m
    where m.id <> ${id} and m.likeness is not null and bit_count(m.likeness # ${likeness}::bit(64)) <= ${ALIKE_BITS}
    order by 3, m.made_at desc limit 6`.execute(tx.db)
  return found.rows
}

export interface NewDepicted {
  readonly id: string
  readonly mediaId: string
  readonly name: string
  readonly basis: Basis
  readonly givenBy?: string | undefined
  readonly givenOn?: string | undefined
  readonly how?: HowGiven | undefined
  readonly source?: string | undefined
  readonly madeBy: string
}

export async function insertDepicted(tx: Transaction, person: NewDepicted): Promise<void> {
  await sql`
    insert into studio.depicted (id, media_id, name, basis, given_by, given_on, how, source, made_by, made_at)
    values (${person.id}, ${person.mediaId}, ${person.name}, ${person.basis}, ${person.givenBy ?? null}, ${person.givenOn ?? null}, ${person.how ?? null},
      ${person.source ?? null}, ${person.madeBy}, ${tx.now})`.execute(tx.db)
}

export async function saveMediaWithdrawn(tx: Transaction, id: string, why: string): Promise<void> {
  await sql`update studio.media set withdrawn_at = ${tx.now}, withdrawn_why = ${why} where id = ${id} and withdrawn_at is null`.execute(
    tx.db,
  )
}

/** Gives a medium to another story of the same bytes that stands for it, if there is one. @returns whether there is */
export async function handMediumOver(tx: Transaction, id: string, storyId: string): Promise<boolean> {
  const handed = await sql<{ handed: boolean }>`
    select studio.hand_medium_over(${id}, ${storyId}) as handed`.execute(tx.db)
  return handed.rows[0]!.handed
}

/** Takes the files and whatever was hers from a medium that is out of use; its hash stays in the register. @returns addresses of files that it showed */
export async function emptyMedium(tx: Transaction, id: string, title: string): Promise<readonly string[]> {
  const gone = await sql<{ file: string; thumb: string | null; screen: string | null }>`
    with was as (select id, file, thumb, screen from studio.media where id = ${id} and withdrawn_at is not null for update),
      emptied as (
        update studio.media m set emptied_at = ${tx.now}, thumb = null, screen = null, likeness = null, title = ${title} from was where m.id = was.id)
    select encode(file, 'hex') as file, encode(thumb, 'hex') as thumb, encode(screen, 'hex') as screen from was`.execute(
    tx.db,
  )
  return gone.rows.flatMap(({ file, thumb, screen }) => [file, thumb, screen]).filter((one) => one !== null)
}

export async function saveConsentWithdrawn(tx: Transaction, depictedId: string, why: string): Promise<void> {
  await sql`
    update studio.depicted set withdrawn_at = ${tx.now}, withdrawn_why = ${why} where id = ${depictedId} and withdrawn_at is null`.execute(
    tx.db,
  )
}

/** Files of media that may be opened, by any of their addresses; `still`: the address of a picture of it that a screen shows. */
export async function mediaByFile(
  tx: Transaction,
  file: string,
): Promise<
  | {
      readonly mediaType: string
      readonly still: string | null
      readonly placeLft: number
      readonly placeRgt: number
      readonly wing: number | null
    }
  | undefined
> {
  const hash = bytes(file)
  const found = await sql<{
    mediaType: string
    still: string | null
    placeLft: number
    placeRgt: number
    wing: number | null
  }>`
    select case when m.file = ${hash} then m.media_type else 'image/jpeg' end as "mediaType", encode(m.screen, 'hex') as still, m.place_lft as "placeLft", m.place_rgt as "placeRgt", m.wing
    from studio.media m where m.file = ${hash} or m.thumb = ${hash} or m.screen = ${hash} limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}
