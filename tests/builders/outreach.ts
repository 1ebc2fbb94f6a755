import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { seal } from '#platform/keys/sealed.ts'
import { saveRoomSettings } from '#platform/settings/roomSettings.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Place } from './tree.ts'

interface MessageWishes {
  readonly place: Place
  readonly wing?: number | null
  readonly channels?: readonly string[]
  readonly madeBy?: string | null
  readonly state?: 'draft' | 'awaiting' | 'queued' | 'running'
}

/** A message as it would be drafted, with the owner's hand: any place, wing, writer and state. @returns its id */
export async function arrangeMessage(house: TestPlatform, wishes: MessageWishes): Promise<string> {
  const id = uuidv7()
  const now = house.clock.now()
  const { place, wing = null, channels = ['in_app'], madeBy = null, state = 'draft' } = wishes
  const isOut = state !== 'draft'
  const sms = channels.includes('sms')
  await sql`
    insert into outreach.message (id, place_id, place_lft, place_rgt, wing, audience, channels, title_hi, words_hi, template_hi, sms_hi,
      content_hash, state, made_by, made_at, released_at, ends_at)
    values (${id}, ${place.id}, ${place.lft}, ${place.rgt}, ${wing}, 'members', ${channels}::text[], 'रविवार को बैठक', 'रविवार को बूथ पर बैठक है',
      ${sms ? '110700000000' : null}, ${sms ? 'रविवार को बैठक है, ज़रूर आएँ' : null}, sha256(${id}::bytea), ${state}, ${madeBy}, ${now},
      ${isOut ? now : null}, ${isOut ? new Date(now.getTime() + 3 * 86_400_000) : null})`.execute(
    house.owner.db,
  )
  return id
}

/** Agreements in force, with the owner's hand. */
export async function arrangeConsents(
  house: TestPlatform,
  people: readonly { readonly id: string }[],
  purpose: 'sms' | 'email' | 'push',
): Promise<void> {
  await sql`
    insert into people.consent (id, person_id, purpose, notice_version, language, given_at)
    select gen_random_uuid(), person, ${purpose}, '1', 'hi', ${house.clock.now()} from unnest(${people.map(({ id }) => id)}::uuid[]) as person`.execute(
    house.owner.db,
  )
}

/** A delivery by e-mail whose sender died, with the owner's hand. */
export async function arrangeUnknown(
  house: TestPlatform,
  messageId: string,
  personId: string,
): Promise<void> {
  await sql`
    insert into outreach.delivery (message_id, person_id, channel, language, place_id, place_lft, wing, state, attempts, next_at, changed_at)
    select ${messageId}, id, 'email', 'hi', place_id, place_lft, wing, 'unknown', 1, ${house.clock.now()}, ${house.clock.now()}
    from people.person where id = ${personId}`.execute(house.owner.db)
}

/** A confirmed e-mail address, with the owner's hand. */
export async function arrangeAddress(house: TestPlatform, personId: string, email: string): Promise<void> {
  const sealed = seal(house.platform.keys, email, `outreach.address:${personId}`)
  const now = house.clock.now()
  await sql`
    insert into outreach.address (person_id, email_sealed, asked_at, confirmed_at) values (${personId}, ${sealed}, ${now}, ${now})`.execute(
    house.owner.db,
  )
}

/** A wording in each language, and settings that hold nothing back. */
export const SETTINGS = {
  quiet: { from: '21:00', until: '09:00' },
  paisePerSms: 25,
  secondHandFrom: 1_000_000,
  perDay: 100,
  hours: 72,
  templates: [
    { id: '110700000001', name: 'बैठक', language: 'hi', text: '{#var#} को {#var#} पर बैठक है। ज़रूर आएँ। - नमूना संगठन' },
    { id: '110700000002', name: 'Meeting', language: 'en', text: 'A meeting on {#var#} at {#var#}. Please come. - Sample organisation' },
  ],
} as const // prettier-ignore

export const arrangeSettings = (house: TestPlatform, over: object = {}): Promise<void> =>
  house.asSystem().transaction((tx) => saveRoomSettings(tx, 'outreach', { ...SETTINGS, ...over }))
