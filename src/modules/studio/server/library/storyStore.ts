import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { MediaKind, SyntheticKind } from '../../domain/library/media.ts'
import type { ShownWhere, StoryState } from '../../domain/library/story.ts'
import type { MediaFiles } from './mediaStore.ts'

const bytes = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'))

/** Where whoever acts stands herself. */
export interface Stand {
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  readonly isVouched: boolean
}

export async function myStand(tx: Transaction): Promise<Stand | undefined> {
  const found = await sql<Stand>`
    select stand.place_id as "placeId", stand.place_lft as "placeLft", stand.wing, people.is_vouched(stand.state) as "isVouched"
    from people.my_stand() as stand`.execute(tx.db)
  return found.rows[0]
}

export interface NewStory {
  readonly id: string
  readonly personId: string
  readonly stand: Stand
  readonly words: string
  readonly files: MediaFiles | null
  readonly people: number
  readonly shownWhere: ShownWhere
  readonly synthetic: SyntheticKind
  readonly madeAt: Date
  readonly clockDoubted: boolean
}

export async function insertStory(tx: Transaction, { files, stand, ...story }: NewStory): Promise<void> {
  await sql`
    insert into studio.story (id, person_id, place_id, place_lft, wing, state, words, kind, file, thumb, screen, media_type, bytes, width, height, ms,
      likeness, people, shown_where, synthetic, made_at, arrived_at, clock_doubted)
    values (${story.id}, ${story.personId}, ${stand.placeId}, ${stand.placeLft}, ${stand.wing}, 'sent', ${story.words}, ${files?.kind ?? null},
      ${bytes(files?.file ?? null)}, ${bytes(files?.thumb ?? null)}, ${bytes(files?.screen ?? null)}, ${files?.mediaType ?? null}, ${files?.bytes ?? null},
      ${files?.width ?? null}, ${files?.height ?? null}, ${files?.ms ?? null}, ${files?.likeness ?? null}::bit(64), ${story.people}, ${story.shownWhere},
      ${story.synthetic}, ${story.madeAt}, ${tx.now}, ${story.clockDoubted})`.execute(tx.db)
}

/** A story as verbs decide about it. */
export interface Story {
  readonly id: string
  readonly personId: string
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeLft: number
  readonly wing: number
  readonly state: StoryState
  readonly words: string | null
  readonly kind: MediaKind | null
  readonly file: string | null
  readonly thumb: string | null
  readonly screen: string | null
  readonly mediaType: string | null
  readonly bytes: number | null
  readonly width: number | null
  readonly height: number | null
  readonly ms: number | null
  readonly likeness: string | null
  readonly people: number
  readonly shownWhere: ShownWhere
  readonly synthetic: SyntheticKind
  readonly madeAt: Date
  readonly arrivedAt: Date
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
  readonly answer: string | null
  readonly mediaId: string | null
}

const COLUMNS = sql`
  s.id, s.person_id as "personId", s.place_id as "placeId", place.name_hi as "placeHi", place.name_en as "placeEn", s.place_lft as "placeLft", s.wing,
  s.state, s.words, s.kind, encode(s.file, 'hex') as file, encode(s.thumb, 'hex') as thumb, encode(s.screen, 'hex') as screen,
  s.media_type as "mediaType", s.bytes, s.width, s.height, s.ms, s.likeness::text as likeness, s.people, s.shown_where as "shownWhere", s.synthetic,
  s.made_at as "madeAt", s.arrived_at as "arrivedAt", s.answered_by as "answeredBy", s.answered_at as "answeredAt", s.answer, s.media_id as "mediaId"`
const FROM = sql`studio.story s join places.tree place on place.id = s.place_id`

/** @returns undefined when there is none, or none that this actor may see */
export async function findStory(tx: Transaction, id: string, lock = false): Promise<Story | undefined> {
  const found =
    await sql<Story>`select ${COLUMNS} from ${FROM} where s.id = ${id} ${lock ? sql`for update of s` : sql``}`.execute(
      tx.db,
    )
  return found.rows[0]
}

/** Her own, the newest first. */
export async function storiesOf(tx: Transaction, personId: string, most: number): Promise<readonly Story[]> {
  const found = await sql<Story>`
    select ${COLUMNS} from ${FROM} where s.person_id = ${personId} order by s.arrived_at desc, s.id desc limit ${most}`.execute(
    tx.db,
  )
  return found.rows
}

/** The queue: what waits longest first. What was answered stands behind it for a look back. @param within parts of the tree, with their wing or every wing */
export const waitingStories = async (
  tx: Transaction,
  within: readonly Part[],
  state: StoryState,
  most: number,
): Promise<readonly Story[]> => (await waitingQuery(within, state, most).execute(tx.db)).rows

interface Part {
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}
/** Written out, not joined, as in listStore.ts. */
const inParts = (within: readonly Part[]) =>
  within.length === 0
    ? sql`false`
    : sql`(${sql.join(
        within.map(({ lft, rgt, wing }) => {
          const there = sql`s.place_lft between ${lft}::int and ${rgt}::int`
          return wing === null ? sql`(${there})` : sql`(${there} and s.wing = ${wing}::smallint)`
        }),
        sql` or `,
      )})`
export const waitingQuery = (within: readonly Part[], state: StoryState, most: number) => sql<Story>`
    select ${COLUMNS} from ${FROM}
    where s.state = ${state} and ${inParts(within)}
    order by ${state === 'sent' ? sql`s.arrived_at` : sql`s.answered_at desc`}, s.id limit ${most}`

export async function saveAnswered(
  tx: Transaction,
  id: string,
  answered: {
    readonly state: 'taken' | 'declined'
    readonly by: string
    readonly answer: string | null
    readonly mediaId: string | null
  },
): Promise<void> {
  await sql`
    update studio.story set state = ${answered.state}, answered_by = ${answered.by}, answered_at = ${tx.now}, answer = ${answered.answer},
      media_id = ${answered.mediaId} where id = ${id}`.execute(tx.db)
}

/** Empties stories: words and files go. @returns addresses of files that they showed */
export async function emptyStories(
  tx: Transaction,
  ids: readonly string[],
  state: StoryState | null,
): Promise<readonly string[]> {
  const gone = await sql<{ file: string | null; thumb: string | null; screen: string | null }>`
    with was as (select id, file, thumb, screen from studio.story where id = any (${ids}::uuid[]) for update),
      emptied as (
        update studio.story s set state = coalesce(${state}::text, s.state), words = null, kind = null, file = null, thumb = null, screen = null, likeness = null
        from was where s.id = was.id)
    select encode(file, 'hex') as file, encode(thumb, 'hex') as thumb, encode(screen, 'hex') as screen from was`.execute(
    tx.db,
  )
  return [
    ...new Set(
      gone.rows.flatMap(({ file, thumb, screen }) => [file, thumb, screen]).filter((one) => one !== null),
    ),
  ]
}

/** Of somebody: what waits or was declined, and what was taken. */
export async function storyIdsOf(
  tx: Transaction,
  personId: string,
): Promise<readonly { readonly id: string; readonly state: StoryState }[]> {
  const found = await sql<{ id: string; state: StoryState }>`
    select id, state from studio.story where person_id = ${personId} for update`.execute(tx.db)
  return found.rows
}

/** All that one ever sent, and what one brought into the library, for the copy of one's own data. */
export async function ownInLibrary(tx: Transaction, personId: string): Promise<Record<string, unknown>> {
  const stories = await sql`
    select s.id, s.state, s.words, s.kind, s.people, s.shown_where, s.synthetic, s.made_at, s.arrived_at, s.answer, s.answered_at, place.name_hi as place
    from ${FROM} where s.person_id = ${personId} order by s.arrived_at`.execute(tx.db)
  const media = await sql`
    select id, kind, title, origin, rights, synthetic, made_at from studio.media where made_by = ${personId} order by made_at`.execute(
    tx.db,
  )
  const depicted = await sql`
    select id, media_id, basis, made_at from studio.depicted where made_by = ${personId} order by made_at`.execute(
    tx.db,
  )
  return { boothStories: stories.rows, mediaBrought: media.rows, peopleDescribed: depicted.rows }
}
