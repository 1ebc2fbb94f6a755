import { sql } from 'kysely'
import { membershipOf, behindPhone } from '#modules/people/server/index.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { actorOfSession } from '#platform/accounts/actorOfSession.ts'
import { checkCode, type SignedIn } from '#platform/accounts/checkCode.ts'
import type { Asker } from '#platform/accounts/household.ts'
import { requestCode } from '#platform/accounts/requestCode.ts'
import { resolveSession } from '#platform/accounts/resolveSession.ts'
import { newToken } from '#platform/accounts/token.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { blindIndex, seal, unseal } from '#platform/keys/sealed.ts'
import { arrangeDeclaration } from '#tests/builders/declaration.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'

export const household = behindPhone

let address = 0
/** A browser of its own at an address of its own. */
export const browser = (): Asker => ({
  address: `192.0.2.${++address % 250}`,
  device: newToken(),
  userAgent: 'Mozilla/5.0 (Linux; Android 13; M2101K6P) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
})

let nextPhone = 9_829_000_000
export const freshPhone = (): string => `+91${++nextPhone}`

/** Persons behind a phone, written as the owner: these tests are about sign-in, not about joining. */
export async function personsBehind(
  house: TestPlatform,
  phone: string,
  names: readonly string[],
  role?: string,
): Promise<string[]> {
  const { db } = house.owner
  const place = uuidv7()
  const { rows } = await sql<{ lft: number }>`
    insert into places.place (id, level, lft, rgt, depth, name_en, name_hi)
    select ${place}, 'state', coalesce(max(rgt), 0) + 1, coalesce(max(rgt), 0) + 2, 0, 'Somewhere', 'कहीं' from places.place
    returning lft`.execute(db)
  await sql`insert into people.wing (number, key, name_hi, name_en) values (0, 'parent', 'मूल', 'Parent') on conflict do nothing`.execute(
    db,
  )
  const ids: string[] = []
  for (const name of names) {
    const id = uuidv7()
    ids.push(id)
    await sql`
      insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state,
        applied_at, changed_at)
      values (${id}, ${name}, ${name}, ${name}, ${seal(house.platform.keys, phone, `people.phone:${id}`)},
        ${blindIndex(house.platform.keys, phone)}, ${place}, ${rows[0]!.lft}, 0, 'placed', now(), now())`.execute(
      db,
    )
    if (role) {
      await sql`
        insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at)
        values (${uuidv7()}, ${id}, ${role}, ${place}, ${rows[0]!.lft}, null, '2026-01-01')`.execute(db)
      await arrangeDeclaration(db, id, house.clock.now())
    }
  }
  return ids
}

/** The code in the newest message to a phone, or undefined when none was written. */
export async function newestCode(house: TestPlatform, phone: string): Promise<string | undefined> {
  const found = await sql<{ id: string; to_sealed: Buffer; body_sealed: Buffer }>`
    select id, to_sealed, body_sealed from platform.message order by seq desc`.execute(house.platform.db)
  const own = found.rows.find(
    (row) => unseal(house.platform.keys, row.to_sealed, `platform.message.to:${row.id}`) === phone,
  )
  if (!own) return undefined
  return /\d{6}/.exec(unseal(house.platform.keys, own.body_sealed, `platform.message.body:${own.id}`))?.[0]
}

export async function askCode(house: TestPlatform, phone: string, asker: Asker): Promise<string> {
  const { challenge } = await requestCode(house.as(NOBODY), { phone, purpose: 'sign_in' }, asker, household)
  return challenge
}

export async function signIn(house: TestPlatform, phone: string, asker = browser()): Promise<SignedIn> {
  const challenge = await askCode(house, phone, asker)
  const code = (await newestCode(house, phone))!
  return checkCode(house.as(NOBODY), { challenge, code }, asker, household)
}

/** The context of the next request that comes with this session's token. */
export async function nextRequest(house: TestPlatform, token: string): Promise<Context> {
  const session = await resolveSession(house.platform, token)
  return house.as(await actorOfSession(house.platform, session, membershipOf))
}
