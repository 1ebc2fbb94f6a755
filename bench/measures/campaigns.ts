import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { personActor } from '#platform/access/actor.ts'
import type { Authority } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { openKit, type meetPhone } from '#modules/campaigns/server/myKits.ts'
import { recallKit } from '#modules/campaigns/server/recallKit.ts'
import { releaseKit } from '#modules/campaigns/server/releaseKit.ts'
import { hashOfPiece } from '#tests/builders/pieces.ts'
import { samplePiece } from '#tests/builders/samplePiece.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { benchPlatform } from '../benchPlatform.ts'
import { percentile } from '../percentile.ts'
import { servedHouse, signInAll } from '../servedHouse.ts'
import type { Line, Measure } from '../report.ts'

const PEOPLE = 50_000
/** Phones that ask again and again in the measure, as many as the house answers. */
const PHONES = 2_000
const AT_ONCE = 8
const RULES = [...outreachRules, ...electionRules]
/** Seconds in which a release or a recall is to be seen. */
const PROMISED_S = 10

export const campaigns: Measure = {
  title: 'Kits: release and recall',
  about: `A kit is released to ${PEOPLE.toLocaleString('en-IN')} made-up volunteers of a whole state, and recalled. ${PHONES.toLocaleString('en-IN')} of their phones make contact over HTTP
(\`GET /kit/mine\`), ${AT_ONCE} at a time, each with a session of its own: seconds count from the moment in which whoever releases (or recalls) presses the button until the last of them was told.
No row is written for a volunteer at the release; each phone's contact asks anew. \`karyakarta serve\` in a process of its own, embedded PostgreSQL 18, default settings; the phones are played on the same two cores.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-campaigns-'))
    const bench = await benchDatabase()
    try {
      const platform = benchPlatform(bench.serving.db, folder, { now: () => new Date() })
      await plantState(bench, 52_000)
      await plantPeople(bench, PEOPLE)
      const { kitId, releaser, phones } = await plantKit(bench)
      const cookies = await signInAll(bench, phones.map(({ personId }) => personId))
      const context = contextFor(platform, releaser)
      return await servedHouse(bench, folder, async (url) => {
        // Code that was never run is slow, as after each start: a few phones have been there before.
        await askAll(url, cookies.slice(0, 200), '', () => true)
        let began = performance.now()
        await releaseKit(context, { command: uuidv7(), kitId, basedOn: 1 }, RULES)
        const release = (performance.now() - began) / 1000
        const reached = await reachedBy(bench, kitId)
        const seen = await askAll(url, cookies, '', ({ kits }) => kits.some(({ id }) => id === kitId))
        // Phones fetch the kit before the tap, so that a recall has something to take back.
        for (let nth = 0; nth < phones.length; nth += AT_ONCE)
          await Promise.all(phones.slice(nth, nth + AT_ONCE).map((phone) => openKit(contextFor(platform, phone), kitId, RULES)))
        began = performance.now()
        await recallKit(context, { command: uuidv7(), kitId, why: 'a figure was wrong' })
        const recall = (performance.now() - began) / 1000
        const gone = await askAll(url, cookies, kitId, ({ over }) => over.some(({ id }) => id === kitId))
        return linesOf({ release, recall, seen, gone, reached })
      })
    } finally {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
} // prettier-ignore

type Told = Awaited<ReturnType<typeof meetPhone>>

/** Every phone makes contact once. @param have the kits that they hold, for the address */
async function askAll(url: string, cookies: readonly string[], have: string, isTold: (told: Told) => boolean): Promise<Round> {
  const waiting = [...cookies]
  const times: number[] = []
  let told = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let cookie = waiting.pop(); cookie; cookie = waiting.pop()) {
        const asked = performance.now()
        const answer = await fetch(`${url}/kit/mine?have=${have}`, { headers: { cookie } })
        if (!answer.ok) throw new Error(`a phone was answered ${answer.status}`)
        if (isTold((await answer.json()) as Told)) told++
        times.push(performance.now() - asked)
      }
    }),
  )
  return { told, times, seconds: (performance.now() - began) / 1000 }
} // prettier-ignore

interface Round {
  readonly told: number
  readonly times: readonly number[]
  readonly seconds: number
}

function linesOf({ release, recall, seen, gone, reached }: { release: number; recall: number; seen: Round; gone: Round; reached: number }): Line[] {
  const count = (value: number) => value.toLocaleString('en-IN')
  const slow = (times: readonly number[]) => `${percentile(times, 0.99).toFixed(0)} ms`
  return [
    {
      what: `release to ${count(PEOPLE)}: the button until ${count(PHONES)} phones have it`,
      measured: `${(release + seen.seconds).toFixed(1)} s (the release itself ${release.toFixed(2)} s; a contact p99 ${slow(seen.times)})`,
      promised: `≤ ${PROMISED_S} s`,
      holds: seen.told === PHONES && release + seen.seconds <= PROMISED_S,
    },
    {
      what: 'volunteers for whom it stands there in the same moment, counted in the database',
      measured: count(reached),
      promised: count(PEOPLE),
      holds: reached === PEOPLE,
    },
    {
      what: `recall: the button until ${count(PHONES)} phones that hold it were told, each in the log`,
      measured: `${(recall + gone.seconds).toFixed(1)} s (the recall itself ${recall.toFixed(2)} s; a contact p99 ${slow(gone.times)})`,
      promised: `≤ ${PROMISED_S} s`,
      holds: gone.told === PHONES && recall + gone.seconds <= PROMISED_S,
    },
    {
      what: 'contacts a second while nothing else runs',
      measured: count(Math.round(PHONES / seen.seconds)),
      promised: '',
    },
  ]
} // prettier-ignore

/** Everybody a member with a proved phone; a piece that two approved with its picture; a draft of a kit, and who may release it. */
async function plantKit({ owner }: BenchDatabase) {
  const { db } = owner
  await sql`update people.person set phone_verified_at = now(), state = 'vouched'`.execute(db)
  const { rows: people } = await sql<{ id: string }>`select id from people.person order by md5(id::text)`.execute(db)
  const [writer, head, one, two] = people.map(({ id }) => id) as [string, string, string, string]
  const [pieceId, campaignId, kitId] = [uuidv7(), uuidv7(), uuidv7()]
  const document = samplePiece('idea')
  const [hash, file] = [Buffer.from(hashOfPiece(document), 'hex'), Buffer.alloc(32, 2)]
  await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (${file}, 90000, 'jpeg', now())`.execute(db)
  await sql`insert into studio.piece (id, kind, title_hi, title_en, document, hash, place_id, place_lft, place_rgt, made_at, changed_at, sent_at)
    select ${pieceId}, 'idea', 'एक बात', 'One thing', ${JSON.stringify(document)}::jsonb, ${hash}, id, lft, rgt, now(), now(), now() from places.place where level = 'state'`.execute(db)
  await sql`update studio.piece set state = 'in_review' where id = ${pieceId}`.execute(db)
  // With the owner's hand what two people do in the studio: the gate before it is another measure's.
  await sql`insert into studio.approval (id, piece_id, hash, by_person, checked, at)
    select gen_random_uuid(), ${pieceId}, ${hash}, signer, '{sources,rights,depicted,synthetic,tone}', now() from unnest(${[one, two]}::uuid[]) signer`.execute(db)
  await sql`update studio.piece set state = 'approved', approved_at = now() where id = ${pieceId}`.execute(db)
  await sql`insert into studio.rendition (id, piece_id, hash, form, language, state, percent, file, bytes, media_type, asked_at, changed_at)
    select gen_random_uuid(), ${pieceId}, ${hash}, form, language, 'ready', 100, ${file}, 90000, 'image/jpeg', now(), now()
    from unnest('{picture_square,picture_portrait,story,poster,mark}'::text[]) form, unnest('{hi,en}'::text[]) language`.execute(db)
  await sql`insert into campaigns.campaign (id, kind, name_hi, name_en, aim_hi, aim_en, place_id, place_lft, place_rgt, languages, starts_on, ends_on, target, made_by, made_at)
    select ${campaignId}, 'idea', 'एक बात', 'One thing', 'क्यों', 'Why', id, lft, rgt, '{hi,en}', current_date, current_date + 60, '/piece', ${writer}, now()
    from places.place where level = 'state'`.execute(db)
  await sql`insert into campaigns.kit (id, campaign_id, piece_id, piece_hash, title_hi, title_en, prompt_hi, prompt_en, synthetic, made_by, made_at)
    values (${kitId}, ${campaignId}, ${pieceId}, ${hash}, 'एक बात', 'One thing', 'क्यों?', 'Why?', false, ${writer}, now())`.execute(db)
  await sql`insert into campaigns.caption (id, kit_id, position, language, words, most)
    select gen_random_uuid(), ${kitId}, n, 'hi', 'सुझाव ' || n, 50 from generate_series(1, 20) n`.execute(db)
  const { rows: [place] } = await sql<{ id: string; lft: number; rgt: number }>`select id, lft, rgt from places.place where level = 'state'`.execute(db)
  await sql`vacuum (analyze)`.execute(db)
  const office: Authority = { appointmentId: uuidv7(), role: 'coordinator', placeId: place!.id, level: 'state', lft: place!.lft, rgt: place!.rgt, wing: null }
  const actor = (personId: string, authorities: readonly Authority[] = []) =>
    personActor({ personId, accountId: uuidv7(), sessionId: uuidv7(), assurance: 1, authorities })
  return { kitId, releaser: actor(head, [office]), phones: people.slice(10, 10 + PHONES).map(({ id }) => actor(id)) }
} // prettier-ignore

/** For how many the kit stands there: the same condition by which each look is decided, over everybody at once. */
async function reachedBy({ owner }: BenchDatabase, kitId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from campaigns.kit k join campaigns.campaign c on c.id = k.campaign_id
    join people.reach who on c.place_lft <= who.place_lft and c.place_rgt >= who.place_lft and who.language = any (c.languages)
    where k.id = ${kitId} and k.state = 'let_go' and k.release_at <= now() and who.phone_proved`.execute(owner.db)
  return rows[0]!.n
} // prettier-ignore
