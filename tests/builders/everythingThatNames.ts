import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import { plantCampaign } from './campaigns.ts'
import { arrangeLesson } from './lessons.ts'
import type { MadeUpPerson, Network } from './network.ts'
import { plantLibrary } from './library.ts'
import { plantPieces } from './pieces.ts'

/** Two people at either end of all ids, so that somebody stands as `one` and as `other`; wanted before `plantEverything`, once somebody is there. */
export async function plantAtEitherEnd(house: TestPlatform): Promise<void> {
  for (const id of ['00000000-0000-7000-8000-000000000000', 'ffffffff-ffff-7fff-bfff-ffffffffffff'])
    await sql`
      insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at)
      select ${id}::uuid, name, name_latin, name_devanagari, 'x', 'x', place_id, place_lft, wing, 'placed', applied_at, changed_at
      from people.person limit 1`.execute(house.owner.db)
}

/** A row with every column that names a person, naming this one. */
export async function plantEverything(
  house: TestPlatform,
  network: Network,
  who: MadeUpPerson,
  another: MadeUpPerson,
): Promise<void> {
  const { tree, wings } = network
  const [booth, seat] = [tree.booth(0, 0, 0), tree.constituency(0, 0)]
  const now = house.clock.now()
  const later = new Date(now.getTime() + 86_400_000)
  const ago = new Date(now.getTime() - 86_400_000)
  const [id, apart] = [() => uuidv7(), [who.id, another.id].sort()]
  const [messageId, importId, reportId, taskId, sentId, mergeId, former, session, account] = Array.from({ length: 9 }, id) // prettier-ignore
  const earlier = await network.person({ place: booth, wing: wings.youth, state: 'left' })
  const { award } = (await sql<{ award: number }>`insert into credentials.award (kind, about, name_hi, name_en, criteria_hi, criteria_en)
    values ('course', ${who.id}, 'पाठ', 'Course', 'छह पाठ', 'Six lessons') returning number as award`.execute(house.owner.db)).rows[0]! // prettier-ignore
  const restructureId = id()
  const [lesson, hash] = [await arrangeLesson(house), Buffer.alloc(32, 5)]
  const [eventId, quotaId, deviceId, scanId, file] = [id(), id(), id(), id(), Buffer.alloc(32, 9)]
  await sql`insert into places.restructure (id, name, state, made_at, applied_at) values (${restructureId}, '', 'applied', ${now}, ${now})`.execute(house.owner.db) // prettier-ignore
  for (const row of [
    sql`people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, to_at, given_by, ended_by, end_reason) values
      (${id()}, ${who.id}, 'trainer', ${seat.id}, ${seat.lft}, 1, ${ago}, null, ${another.id}, null, null),
      (${id()}, ${who.id}, 'creator', ${seat.id}, ${seat.lft}, 1, ${later}, null, null, null, null),
      (${id()}, ${who.id}, 'volunteer', ${booth.id}, ${booth.lft}, 1, ${ago}, ${later}, null, null, null),
      (${id()}, ${another.id}, 'trainer', ${seat.id}, ${seat.lft}, 1, ${ago}, ${now}, ${who.id}, ${who.id}, 'mistake')`,
    sql`people.invitation (id, code_hash, code_sealed, place_id, place_lft, wing, made_by, made_at, expires_at, uses_allowed)
      values (${id()}, ${Buffer.from(who.id)}, 'sealed', ${booth.id}, ${booth.lft}, 1, ${who.id}, ${now}, ${later}, 5)`,
    sql`people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand, revoked_at, called_back_at, called_back_by, call_back_confirmed)
      values (${id()}, ${who.id}, ${another.id}, ${booth.id}, 1, ${ago}, false, null, null, null, null),
      (${id()}, ${another.id}, ${who.id}, ${booth.id}, 1, ${ago}, false, ${now}, null, null, null),
      (${id()}, ${another.id}, null, ${booth.id}, 1, ${ago}, false, ${now}, ${now}, ${who.id}, true)`,
    sql`people.consent (id, person_id, purpose, notice_version, language, given_at, withdrawn_at)
      values (${id()}, ${who.id}, 'sms', '1', 'hi', ${ago}, null), (${id()}, ${who.id}, 'call', '1', 'hi', ${ago}, ${now})`,
    sql`people.sighting (person_id, seen_by, what, at) values (${who.id}, ${who.id}, 'phone', ${now})`,
    sql`people.activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at) values
      (${id()}, ${who.id}, 'task', ${id()}, ${booth.id}, ${now}, ${another.id}, ${now}),
      (${id()}, ${another.id}, 'task', ${id()}, ${booth.id}, ${now}, ${who.id}, ${now})`,
    sql`people.card (token_hash, token_sealed, person_id, made_at) values (${Buffer.from(`card ${who.id}`)}, 'sealed', ${who.id}, ${now})`,
    sql`people.decision (id, person_id, decision, reason, decided_by, at) values
      (${id()}, ${who.id}, 'reinstated', 'settled', ${another.id}, ${now}), (${id()}, ${another.id}, 'reinstated', 'settled', ${who.id}, ${now})`,
    sql`people.missing_booth (id, reported_by, place_id, place_lft, wing, described, at, settled_by, settled_at)
      values (${id()}, ${who.id}, ${seat.id}, ${seat.lft}, 1, 'पुराना स्कूल', ${now}, ${who.id}, ${now})`,
    sql`people.harassment_report (id, reported_by, kind, told, place_lft, at, settled_at, settled_by, outcome)
      values (${reportId}, ${who.id}, 'calls', 'बार-बार फ़ोन', ${tree.state.lft}, ${now}, ${now}, ${who.id}, 'बात हुई')`,
    sql`people.harassment_sighting (report_id, seen_by, at) values (${reportId}, ${who.id}, ${now})`,
    sql`people.booth_change (id, person_id, restructure_id, from_id, to_id, asks, at, settled_at, settled_by)
      values (${id()}, ${who.id}, ${restructureId}, ${booth.id}, ${booth.id}, true, ${ago}, ${now}, ${who.id})`,
    sql`people.nominee (person_id, name_sealed, phone_sealed, named_at) values (${who.id}, 'sealed', 'sealed', ${now})`,
    sql`people.declaration (id, person_id, version, language, declared_at, session_id) values (${id()}, ${who.id}, 'old', 'hi', ${now}, ${session})`,
    sql`people.import (id, made_by, place_id, place_lft, wing, file_name, kind, bytes, state, made_at, changed_at)
      values (${importId}, ${who.id}, ${booth.id}, ${booth.lft}, 1, 'list.csv', 'csv', 1, 'ready', ${now}, ${now})`,
    sql`people.import_row (import_id, line, outcome, person_id) values (${importId}, 2, 'new', ${who.id})`,
    sql`people.merge (id, stays_id, gives_id, gives_state, stays_state, merged_by, merged_at, moved, hands, ended, undone_at, undone_by)
      values (${mergeId}, ${who.id}, ${earlier.id}, 'placed', 'placed', ${who.id}, ${ago}, '{}', '{}', '{}', null, null),
      (${former}, ${another.id}, ${who.id}, 'placed', 'placed', ${who.id}, ${ago}, '{}', '{}', '{}', ${now}, ${who.id})`,
    sql`people.merge_kept (merge_id, person_id, name) values (${mergeId}, ${who.id}, 'पहले का नाम')`,
    sql`people.kept_apart (one_id, other_id, said_by, said_at) values (${apart[0]}, ${apart[1]}, ${who.id}, ${now}),
      (${'00000000-0000-7000-8000-000000000000'}, ${who.id}, null, ${now}), (${who.id}, ${'ffffffff-ffff-7fff-bfff-ffffffffffff'}, null, ${now})`,
    sql`accounts.account (id, phone_sealed, phone_index, made_at) values (${account}, 'sealed', ${Buffer.from(who.id)}, ${now})`,
    sql`accounts.session (token_hash, id, account_id, person_id, device_label, made_at, seen_at, expires_at)
      values (${Buffer.from(who.id)}, ${session}, ${account}, ${who.id}, 'Chrome', ${now}, ${now}, ${later})`,
    sql`accounts.challenge (token_hash, purpose, phone_sealed, phone_index, code_hmac, sent_at, expires_at, person_id)
      values (${Buffer.from(who.id)}, 'join', 'sealed', 'x', 'x', ${now}, ${later}, ${who.id})`,
    sql`accounts.totp (id, person_id, secret_sealed, made_at) values (${id()}, ${who.id}, 'sealed', ${now})`,
    sql`accounts.passkey (credential_id, person_id, public_key, label, made_at) values (${who.id}, ${who.id}, 'key', 'मेरा फ़ोन', ${now})`,
    sql`accounts.recovery_code (person_id, code_hmac, made_at) values (${who.id}, 'code', ${now})`,
    sql`accounts.api_key (id, token_hash, name, person_id, scopes, made_at) values (${id()}, ${Buffer.from(who.id)}, 'key', ${who.id}, '{read}', ${now})`,
    sql`tasks.task (id, place_id, place_lft, place_rgt, wing, title_hi, words_hi, due_on, proof, confirmer, given_by, given_at)
      values (${taskId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'घर-घर', 'पर्ची दें', '2026-12-01', 'words', 'above', ${who.id}, ${now})`,
    sql`credentials.badge (id, award, person_id, earned_at, issued_at) values (${id()}, ${award}, ${who.id}, ${now}, ${now})`,
    sql`tasks.task_change (id, task_id, what, by_person, at) values (${id()}, ${taskId}, 'given', ${who.id}, ${now})`,
    sql`tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at, answered_by, answered_at)
      values (${sentId}, ${taskId}, ${who.id}, ${booth.id}, ${booth.lft}, 1, 'sent', 'बीस घर', '2026-11-21', ${now}, ${now}, null, null),
      (${id()}, ${taskId}, ${another.id}, ${booth.id}, ${booth.lft}, 1, 'confirmed', 'दस घर', '2026-11-21', ${now}, ${now}, ${who.id}, ${now})`,
    sql`tasks.report_change (id, report_id, what, by_person, at) values (${id()}, ${sentId}, 'sent', ${who.id}, ${now})`,
    sql`tasks.question (id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people, reports, raised_at, answer, words, answered_by, answered_at)
      values (${id()}, 'one_device', ${`of ${who.id}`}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, '{}', ${[who.id]}::uuid[], '{}', ${now}, null, null, null, null),
      (${id()}, 'one_device', ${`by ${who.id}`}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, '{}', '{}', '{}', ${now}, 'fine', 'ठीक है', ${who.id}, ${now})`,
    sql`outreach.message (id, place_id, place_lft, place_rgt, wing, audience, channels, title_hi, words_hi, content_hash, made_by, made_at,
        approved_by, cancelled_by)
      values (${messageId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'members', '{in_app}', 'बैठक है', 'रविवार को', 'a hash', ${who.id}, ${now},
        null, ${who.id}),
      (${id()}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'members', '{in_app}', 'बैठक है', 'रविवार को', 'a hash', ${another.id}, ${now},
        ${who.id}, null)`,
    sql`outreach.delivery (id, message_id, person_id, channel, language, place_id, place_lft, wing, next_at, changed_at)
      values (${id()}, ${messageId}, ${who.id}, 'in_app', 'hi', ${booth.id}, ${booth.lft}, 1, ${now}, ${now})`,
    sql`outreach.address (person_id, email_sealed, asked_at) values (${who.id}, 'sealed', ${now})`,
    sql`outreach.device (id, person_id, endpoint_index, sealed, added_at) values (${id()}, ${who.id}, 'an index', 'sealed', ${now})`,
    sql`learning.course (id, key, platform, title_hi, title_en, summary_hi, summary_en, position, made_by, made_at)
      values (${id()}, ${`own-${who.id}`}, 'x', 'कोर्स', 'Course', '', '', 9, ${who.id}, ${now})`,
    sql`learning.version (id, lesson_id, number, state, content, content_hash, text_bytes, picture_bytes, media_bytes, begun_by, begun_at, changed_at, approved_hash, approved_by, released_at, retired_at) values
      (${id()}, ${lesson.lessonId}, 2, 'draft', '{}', ${hash}, 1, 0, 0, ${who.id}, ${now}, ${now}, null, null, null, null),
      (${id()}, ${lesson.lessonId}, 3, 'retired', '{}', ${hash}, 1, 0, 0, ${another.id}, ${now}, ${now}, ${hash}, ${who.id}, ${now}, ${now})`,
    sql`learning.version_change (id, version_id, what, content_hash, by_person, at) values (${id()}, ${lesson.versionId}, 'begun', ${hash}, ${who.id}, ${now})`,
    sql`platform.file (sha256, bytes, kind, stored_at) values (${hash}, 9, 'jpeg', ${now})`,
    sql`learning.media (sha256, kind, media_type, bytes, uploaded_by, at) values (${hash}, 'picture', 'image/jpeg', 9, ${who.id}, ${now})`,
    sql`learning.bulletin_item (id, platform, words_hi, words_en, source, source_title, dated_on, until, content_hash, state, made_by, changed_by, changed_at, approved_hash, approved_by, released_at) values
      (${id()}, 'x', 'कुछ बदला', 'Something', 'https://help.example', 'Help', '2026-11-20', '2026-12-01', ${hash}, 'in_review', ${who.id}, ${who.id}, ${now}, null, null, null),
      (${id()}, 'x', 'कुछ बदला', 'Something', 'https://help.example', 'Help', '2026-11-20', '2026-12-01', ${hash}, 'released', ${another.id}, ${another.id}, ${now}, ${hash}, ${who.id}, ${now})`,
    sql`learning.track (id, name_hi, name_en, due_on, made_by, made_at) values (${id()}, 'सबके लिए', 'For all', '2026-12-31', ${who.id}, ${now})`,
    sql`learning.attempt (id, person_id, version_id, answers, right_count, asked_count, made_at, arrived_at)
      values (${id()}, ${who.id}, ${lesson.versionId}, '{}', 0, 4, ${now}, ${now})`,
    sql`learning.pass (id, person_id, version_id, lesson_id, at) values (${id()}, ${who.id}, ${lesson.versionId}, ${lesson.lessonId}, ${now})`,
    sql`learning.recall (id, person_id, card_id, grade, made_at, arrived_at) values (${id()}, ${who.id}, ${lesson.cards[0]}, 3, ${now}, ${now})`,
    sql`learning.proof (id, person_id, lesson_id, task_key, state, told, made_at, arrived_at, answered_by, answered_at) values
      (${id()}, ${who.id}, ${lesson.lessonId}, 'try', 'sent', 'देखा', ${now}, ${now}, null, null),
      (${id()}, ${another.id}, ${lesson.lessonId}, 'try', 'confirmed', 'देखा', ${now}, ${now}, ${who.id}, ${now})`,
    sql`platform.file (sha256, bytes, kind, stored_at) values (${file}, 1, 'pdf', ${now})`,
    sql`events.event (id, place_id, place_lft, place_rgt, wing, template, state, title_hi, starts_on, ends_on, seats, made_by, made_at, changed_at)
      values (${eventId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 1, 'block_camp', 'open', 'शिविर है', '2026-12-05', '2026-12-05', 40, ${who.id}, ${now}, ${now})`,
    sql`events.quota (id, event_id, place_id, place_lft, place_rgt, seats) values (${quotaId}, ${eventId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 40)`,
    sql`events.organiser (id, event_id, person_id, added_by, added_at) values (${id()}, ${eventId}, ${who.id}, ${who.id}, ${now})`,
    sql`events.speaker (id, event_id, name_hi, platform, added_by, added_at) values (${id()}, ${eventId}, 'अतिथि', 'youtube', ${who.id}, ${now})`,
    sql`events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, state, code, queued_at, changed_at)
      values (${id()}, ${eventId}, ${quotaId}, ${who.id}, ${booth.id}, ${booth.lft}, 1, 'registered', 'ABC123', ${now}, ${now})`,
    sql`events.material (id, event_id, title_hi, sha256, kind, bytes, added_by, added_at)
      values (${id()}, ${eventId}, 'पुस्तिका', ${file}, 'pdf', 1, ${who.id}, ${now})`,
    sql`events.gate_device (id, event_id, name, added_by, added_at, removed_at, removed_by) values (${deviceId}, ${eventId}, 'द्वार', ${who.id}, ${now}, ${now}, ${who.id})`,
    sql`events.scan (id, event_id, device_id, serial, way, at, clock_at, nth, how, decided, standing, arrived_at)
      values (${scanId}, ${eventId}, ${deviceId}, 7, 'entry', ${now}, ${now}, 0, 'code', 'ok', 'counts', ${now})`,
    sql`events.scan_ruling (id, event_id, scan_id, ruling, ruled_by, ruled_at) values (${id()}, ${eventId}, ${scanId}, 'keep', ${who.id}, ${now})`,
    sql`events.feedback (event_id, person_id, useful, clear, at) values (${eventId}, ${who.id}, 4, 3, ${now})`,
    sql`events.feed (id, person_id, token_hash, token_sealed, made_at) values (${id()}, ${who.id}, ${Buffer.from(who.id)}, 'sealed', ${now})`,
  ])
    await sql`insert into ${row}`.execute(house.owner.db)
  await plantPieces(house, { maker: who.id, reader: another.id, place: seat })
  await plantPieces(house, { maker: another.id, reader: who.id, place: seat })
  await plantLibrary(house, { maker: who.id, sender: another.id, place: seat, booth: seat })
  await plantLibrary(house, { maker: another.id, sender: who.id, place: seat, booth: seat })
  await plantCampaign(house, { maker: who.id, volunteer: who, seat, booth, wing: 1 })
  await sql`update people.person set merged_into = ${who.id} where id = ${earlier.id}`.execute(house.owner.db)
}
