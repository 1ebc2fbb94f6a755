import { sql, type RawBuilder } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import { keptPlan } from '#platform/database/keptPlans.ts'
import type { Transaction } from '#platform/context.ts'
import type { PracticalTask } from '../domain/content.ts'
import type { ProofState } from '../domain/learnt.ts'

/** What somebody showed of a practical task, as she sees it. */
export interface OwnProof {
  readonly id: string
  readonly taskKey: string
  readonly state: ProofState
  readonly told: string | null
  readonly hasPhoto: boolean
  readonly arrivedAt: Date
  readonly answer: string | null
}
export async function ownProofs(
  tx: Transaction,
  personId: string,
  lessonId: string,
): Promise<readonly OwnProof[]> {
  const found = await sql<OwnProof>`
    select id, task_key as "taskKey", state, told, photo is not null as "hasPhoto", arrived_at as "arrivedAt", answer
    from learning.proof where person_id = ${personId} and lesson_id = ${lessonId} and state <> 'withdrawn'`.execute(
    tx.db,
  )
  return found.rows
}

export interface WrittenProof {
  readonly told: string | null
  readonly photo: string | null
  readonly madeAt: Date
  readonly clockDoubted: boolean
}
const bytesOf = (photo: string | null): Buffer | null => (photo === null ? null : Buffer.from(photo, 'hex'))

/** What stands of somebody's on one task, held until the transaction ends. */
export async function lockOwnProof(
  tx: Transaction,
  personId: string,
  lessonId: string,
  taskKey: string,
): Promise<{ readonly id: string; readonly state: ProofState; readonly photo: string | null } | undefined> {
  const found = await sql<{ id: string; state: ProofState; photo: string | null }>`
    select id, state, encode(photo, 'hex') as photo from learning.proof
    where person_id = ${personId} and lesson_id = ${lessonId} and task_key = ${taskKey} and state <> 'withdrawn' for update`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** @returns false when one was sent from another phone at this very moment */
export async function insertProof(
  tx: Transaction,
  proof: WrittenProof & {
    readonly id: string
    readonly personId: string
    readonly lessonId: string
    readonly taskKey: string
  },
): Promise<boolean> {
  const made = await sql`
    insert into learning.proof (id, person_id, lesson_id, task_key, state, told, photo, made_at, arrived_at, clock_doubted)
    values (${proof.id}, ${proof.personId}, ${proof.lessonId}, ${proof.taskKey}, 'sent', ${proof.told}, ${bytesOf(proof.photo)},
      ${proof.madeAt}, ${tx.now}, ${proof.clockDoubted})
    on conflict (person_id, lesson_id, task_key) where state <> 'withdrawn' do nothing returning id`.execute(
    tx.db,
  )
  return made.rows.length > 0
}

/** Shown once more: what it was answered before is over. */
export async function saveShownAgain(tx: Transaction, id: string, proof: WrittenProof): Promise<void> {
  await sql`
    update learning.proof set state = 'sent', told = ${proof.told}, photo = ${bytesOf(proof.photo)}, made_at = ${proof.madeAt},
      arrived_at = ${tx.now}, clock_doubted = ${proof.clockDoubted}, answered_by = null, answered_at = null, answer = null
    where id = ${id}`.execute(tx.db)
}

/** A proof as its confirmer decides about it, with where its volunteer stands now. */
export interface Proof {
  readonly id: string
  readonly personId: string
  readonly placeLft: number
  readonly wing: number
  readonly lessonId: string
  readonly taskKey: string
  readonly state: ProofState
  readonly photo: string | null
}
const PROOF = sql`proof.id, proof.person_id as "personId", who.place_lft as "placeLft", who.wing, proof.lesson_id as "lessonId",
  proof.task_key as "taskKey", proof.state, encode(proof.photo, 'hex') as photo
  from learning.proof join people.named as who on who.id = proof.person_id`

/** @returns undefined when there is none, or none of somebody whom the actor sees */
export async function lockProof(tx: Transaction, id: string): Promise<Proof | undefined> {
  return (await sql<Proof>`select ${PROOF} where proof.id = ${id} for update of proof`.execute(tx.db)).rows[0]
}
export async function findProof(tx: Transaction, id: string): Promise<Proof | undefined> {
  return (await sql<Proof>`select ${PROOF} where proof.id = ${id}`.execute(tx.db)).rows[0]
}

export async function saveAnswered(
  tx: Transaction,
  id: string,
  answered: { readonly state: 'confirmed' | 'sent_back'; readonly by: string; readonly words: string | null },
): Promise<void> {
  await sql`
    update learning.proof set state = ${answered.state}, answered_by = ${answered.by}, answered_at = ${tx.now}, answer = ${answered.words}
    where id = ${id}`.execute(tx.db)
}

/** A proof that waits for whoever asks. */
export interface WaitingProof {
  readonly id: string
  readonly lessonId: string
  readonly titleHi: string
  readonly titleEn: string
  /** What the lesson in force asks there; null once it asks it no more. */
  readonly task: Pick<PracticalTask, 'ask' | 'check'> | null
  readonly nameHi: string
  readonly nameEn: string
  readonly placeHi: string
  readonly placeEn: string
  readonly told: string | null
  readonly hasPhoto: boolean
  readonly arrivedAt: Date
}
export type QueueKey = readonly [arrived: number, id: string]

/** As `mayConfirm` says it, for whole lists. */
const asksFor = (reader: readonly Authority[]): RawBuilder<unknown> => sql`
  proof.state = 'sent' and proof.person_id is distinct from (select access.actor())
  and who.place_lft between ${Math.min(...reader.map(({ lft }) => lft))} and ${Math.max(...reader.map(({ rgt }) => rgt))}
  and exists (select from jsonb_to_recordset(${JSON.stringify(reader.map(({ lft, rgt, wing }) => ({ lft, rgt, wing })))}::jsonb)
    as held(lft integer, rgt integer, wing smallint)
    where who.place_lft between held.lft and held.rgt and (held.wing is null or held.wing = who.wing))`

/** Proofs that wait for the reader, as they came. */
export async function waitingProofs(
  tx: Transaction,
  reader: readonly Authority[],
  after: QueueKey | undefined,
  most: number,
): Promise<readonly WaitingProof[]> {
  const found = await sql<WaitingProof>`
    select proof.id, proof.lesson_id as "lessonId", latest.content #>> '{title,hi}' as "titleHi", latest.content #>> '{title,en}' as "titleEn",
      (select block from jsonb_array_elements(latest.content -> 'blocks') block
        where block ->> 'kind' = 'task' and block ->> 'key' = proof.task_key) as task,
      who.name_hi as "nameHi", who.name_en as "nameEn", place.name_hi as "placeHi", place.name_en as "placeEn", proof.told,
      proof.photo is not null as "hasPhoto", proof.arrived_at as "arrivedAt"
    from learning.proof join people.named as who on who.id = proof.person_id join places.tree as place on place.id = who.place_id
    cross join lateral (select content from learning.version where version.lesson_id = proof.lesson_id and released_at is not null
      order by number desc limit 1) latest
    where ${asksFor(reader)} ${after ? sql`and (proof.arrived_at, proof.id) > (${new Date(after[0])}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by proof.arrived_at, proof.id limit ${most}`.execute(tx.db)
  return found.rows
}

export async function countWaitingProofs(tx: Transaction, reader: readonly Authority[]): Promise<number> {
  const found = await sql<{ n: number }>`
    ${keptPlan} select count(*)::int as n from learning.proof join people.named as who on who.id = proof.person_id
    where ${asksFor(reader)}`.execute(tx.db)
  return found.rows[0]!.n
}

/** Whoever leaves takes words and photos along; what was confirmed stays as a bare tick. @returns addresses of her photos */
export async function emptyProofsOf(tx: Transaction, personId: string): Promise<readonly string[]> {
  const photos = await sql<{ photo: string }>`
    select distinct encode(photo, 'hex') as photo from learning.proof where person_id = ${personId} and photo is not null`.execute(
    tx.db,
  )
  await sql`
    update learning.proof set told = null, photo = null,
      state = case when state = 'confirmed' then state else 'withdrawn' end,
      answered_by = case when state = 'confirmed' then answered_by end, answered_at = case when state = 'confirmed' then answered_at end,
      answer = null
    where person_id = ${personId}`.execute(tx.db)
  return photos.rows.map(({ photo }) => photo)
}
