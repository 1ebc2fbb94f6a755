import { sql } from 'kysely'
import { emailBinding } from '#modules/outreach/server/bindings.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { seal } from '#platform/keys/sealed.ts'
import type { TestPlatform } from '../database/testPlatform.ts'
import { plantCampaign } from './campaigns.ts'
import { plantChannels, plantPoll } from './elections.ts'
import { arrangeLesson } from './lessons.ts'
import { arrangeNetwork } from './network.ts'
import { plantLibrary } from './library.ts'
import { plantPieces } from './pieces.ts'

/**
 * At least one row in every personal table, written with the owner's hand, so that "nobody sees a row" can fail. A new personal table gets
 * its line here; rowSecurity.test.ts fails until it has one.
 */
export async function plantPersonalRows(
  house: TestPlatform,
): Promise<{ readonly personId: string; readonly coordinatorId: string }> {
  const network = await arrangeNetwork(house)
  // Nobody's record, but what a restructure moves along.
  await plantPoll(house)
  await plantChannels(house)
  const { tree, wings } = network
  const booth = tree.booth(0, 0, 0)
  const seat = tree.constituency(0, 0)
  const coordinator = await network.person({ place: seat, wing: wings.youth })
  await network.appoint(coordinator)
  const person = await network.person({ place: booth, wing: wings.youth })
  const other = await network.person({ place: booth, wing: wings.youth, state: 'left' })
  await sql`update people.person set merged_into = ${person.id} where id = ${other.id}`.execute(
    house.owner.db,
  )
  const [low, high] = [person.id, other.id].sort()
  const now = house.clock.now()
  const later = new Date(now.getTime() + 86_400_000)
  const id = () => uuidv7()
  const sealed = (binding: string) => seal(house.platform.keys, 'made up', binding)
  const reportId = id()
  const importId = id()
  const mergeId = id()
  const restructureId = id()
  await sql`insert into places.restructure (id, name, state, made_at, applied_at) values (${restructureId}, '', 'applied', ${now}, ${now})`.execute(
    house.owner.db,
  )
  for (const row of [
    sql`invitation (id, code_hash, code_sealed, place_id, place_lft, wing, made_by, made_at, expires_at, uses_allowed)
      values (${id()}, 'a hash', 'sealed', ${booth.id}, ${booth.lft}, ${wings.youth}, ${coordinator.id}, ${now}, ${later}, 5)`,
    sql`vouch (id, person_id, vouched_by, place_id, wing, at, same_hand)
      values (${id()}, ${person.id}, ${coordinator.id}, ${booth.id}, ${wings.youth}, ${now}, false)`,
    sql`consent (id, person_id, purpose, notice_version, language, given_at)
      values (${id()}, ${person.id}, 'membership', '1', 'hi', ${now})`,
    sql`sighting (person_id, seen_by, what, at) values (${person.id}, ${coordinator.id}, 'phone', ${now})`,
    sql`activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at)
      values (${id()}, ${person.id}, 'task', ${id()}, ${booth.id}, '2026-11-20', ${coordinator.id}, ${now})`,
    sql`card (token_hash, token_sealed, person_id, made_at) values ('a hash', 'sealed', ${person.id}, ${now})`,
    sql`decision (id, person_id, decision, reason, decided_by, at)
      values (${id()}, ${person.id}, 'suspended', 'misuse', ${coordinator.id}, ${now})`,
    sql`missing_booth (id, reported_by, place_id, place_lft, wing, described, at)
      values (${id()}, ${person.id}, ${seat.id}, ${seat.lft}, ${wings.youth}, 'पुराना स्कूल', ${now})`,
    sql`harassment_report (id, reported_by, kind, told, place_lft, at)
      values (${reportId}, ${person.id}, 'calls', 'बार-बार फ़ोन', ${tree.state.lft}, ${now})`,
    sql`booth_change (id, person_id, restructure_id, from_id, to_id, asks, at)
      values (${id()}, ${person.id}, ${restructureId}, ${booth.id}, ${booth.id}, true, ${now})`,
    sql`nominee (person_id, name_sealed, phone_sealed, named_at) values (${person.id}, ${sealed(`people.nominee.name:${person.id}`)}, ${sealed(`people.nominee.phone:${person.id}`)}, ${now})`,
    sql`import (id, place_id, place_lft, wing, file_name, kind, bytes, state, made_by, made_at, changed_at)
      values (${importId}, ${booth.id}, ${booth.lft}, ${wings.youth}, 'list.csv', 'csv', 1, 'ready', ${coordinator.id}, ${now}, ${now})`,
    sql`import_part (import_id, nth, sealed) values (${importId}, 0, 'sealed')`,
    sql`import_row (import_id, line, outcome, name, person_id, written_at) values (${importId}, 2, 'new', 'Sunita', ${person.id}, ${now})`,
    sql`merge (id, stays_id, gives_id, gives_state, stays_state, merged_by, merged_at, moved, hands, ended)
      values (${mergeId}, ${person.id}, ${other.id}, 'placed', 'placed', ${coordinator.id}, ${now}, '{}', '{}', '{}')`,
    sql`merge_kept (merge_id, person_id, name) values (${mergeId}, ${person.id}, 'पहले का नाम')`,
    sql`kept_apart (one_id, other_id, said_by, said_at) values (${low}, ${high}, ${coordinator.id}, ${now})`,
    sql`harassment_sighting (report_id, seen_by, at) values (${reportId}, ${coordinator.id}, ${now})`,
  ])
    await sql`insert into people.${row}`.execute(house.owner.db)
  const [taskId, sentId] = [id(), id()]
  for (const row of [
    sql`task (id, place_id, place_lft, place_rgt, wing, title_hi, words_hi, due_on, proof, confirmer, given_by, given_at)
      values (${taskId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, ${wings.youth}, 'घर-घर', 'पर्ची दें', '2026-12-01', 'words', 'above',
        ${coordinator.id}, ${now})`,
    sql`task_change (id, task_id, what, by_person, at) values (${id()}, ${taskId}, 'given', ${coordinator.id}, ${now})`,
    sql`report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at)
      values (${sentId}, ${taskId}, ${person.id}, ${booth.id}, ${booth.lft}, ${wings.youth}, 'sent', 'बीस घर', '2026-11-21', ${now}, ${now})`,
    sql`report_change (id, report_id, what, by_person, at) values (${id()}, ${sentId}, 'sent', ${person.id}, ${now})`,
    sql`passed_over (merge_id, kind, row_id) values (${mergeId}, 'report', ${sentId})`,
    sql`question (id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people, reports, raised_at)
      values (${id()}, 'one_device', 'made up', ${seat.id}, ${seat.lft}, ${seat.rgt}, ${wings.youth}, '{}', ${[person.id]}::uuid[],
        ${[sentId]}::uuid[], ${now})`,
  ])
    await sql`insert into tasks.${row}`.execute(house.owner.db)
  const [messageId, deliveryId] = [id(), id()]
  for (const row of [
    sql`message (id, place_id, place_lft, place_rgt, wing, audience, channels, title_hi, words_hi, content_hash, made_by, made_at)
      values (${messageId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, ${wings.youth}, 'members', '{in_app}', 'बैठक है', 'रविवार को', 'a hash',
        ${coordinator.id}, ${now})`,
    sql`delivery (id, message_id, person_id, channel, language, place_id, place_lft, wing, next_at, changed_at)
      values (${deliveryId}, ${messageId}, ${person.id}, 'in_app', 'hi', ${booth.id}, ${booth.lft}, ${wings.youth}, ${now}, ${now})`,
    sql`receipt (delivery_id, said, at) values (${deliveryId}, 'delivered', ${now})`,
    sql`address (person_id, email_sealed, asked_at, confirmed_at)
      values (${person.id}, ${sealed(emailBinding(person.id))}, ${now}, ${now})`,
    sql`device (id, person_id, endpoint_index, sealed, added_at) values (${id()}, ${person.id}, 'an index', 'sealed', ${now})`,
  ])
    await sql`insert into outreach.${row}`.execute(house.owner.db)
  await sql`insert into credentials.award (kind, about, name_hi, name_en, criteria_hi, criteria_en)
    values ('course', 'made up', 'पाठ', 'Course', 'छह पाठ', 'Six lessons')`.execute(house.owner.db)
  const badgeId = id()
  await sql`insert into credentials.badge (id, award, person_id, earned_at, issued_at)
    select ${badgeId}, number, ${person.id}, ${now}, ${now} from credentials.award`.execute(house.owner.db)
  await sql`insert into credentials.passed_over (merge_id, badge_id) values (${mergeId}, ${badgeId})`.execute(
    house.owner.db,
  )
  const { courseId, lessonId, versionId, hash, cards } = await arrangeLesson(house)
  const [drawn, trackId] = [Buffer.alloc(32, 7), id()]
  await sql`
    insert into learning.shipped_edition (lesson_id, content_hash, brought_at)
    select id, sha256('shipped'), ${house.clock.now()} from learning.lesson where course_id = ${courseId}`.execute(house.owner.db) // prettier-ignore
  await sql`update learning.course set made_by = ${coordinator.id} where id = ${courseId}`.execute(
    house.owner.db,
  )
  await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (${drawn}, 9, 'jpeg', ${now})`.execute(
    house.owner.db,
  )
  for (const row of [
    sql`version_change (id, version_id, what, content_hash, by_person, at)
      values (${id()}, ${versionId}, 'begun', decode(${hash}, 'hex'), ${coordinator.id}, ${now})`,
    sql`media (sha256, kind, media_type, bytes, uploaded_by, at) values (${drawn}, 'picture', 'image/jpeg', 9, ${coordinator.id}, ${now})`,
    sql`bulletin_item (id, platform, words_hi, words_en, source, source_title, dated_on, until, content_hash, state, made_by, changed_by, changed_at)
      values (${id()}, 'x', 'कुछ बदला', 'Something changed', 'https://help.example', 'Help', '2026-11-20', '2026-12-01', decode(${hash}, 'hex'), 'in_review',
        ${coordinator.id}, ${coordinator.id}, ${now})`,
    sql`track (id, name_hi, name_en, due_on, made_by, made_at) values (${trackId}, 'सबके लिए', 'For all', '2026-12-31', ${coordinator.id}, ${now})`,
    sql`track_course (track_id, course_id) values (${trackId}, ${courseId})`,
    sql`attempt (id, person_id, version_id, answers, right_count, asked_count, made_at, arrived_at)
      values (${id()}, ${person.id}, ${versionId}, '{"one":[1]}', 1, 4, ${now}, ${now})`,
    sql`pass (id, person_id, version_id, lesson_id, at) values (${id()}, ${person.id}, ${versionId}, ${lessonId}, ${now})`,
    sql`proof (id, person_id, lesson_id, task_key, state, told, made_at, arrived_at)
      values (${id()}, ${person.id}, ${lessonId}, 'try', 'sent', 'स्रोत देखा', ${now}, ${now})`,
    sql`recall (id, person_id, card_id, grade, made_at, arrived_at) values (${id()}, ${person.id}, ${cards[0]}, 3, ${now}, ${now})`,
    sql`passed_over (merge_id, kind, row_id) values (${mergeId}, 'pass', ${id()})`,
  ])
    await sql`insert into learning.${row}`.execute(house.owner.db)
  const [deviceId, scanId] = [id(), id()]
  const [eventId, quotaId, hallId, sessionId, speakerId, registrationId] = [
    id(),
    id(),
    id(),
    id(),
    id(),
    id(),
  ]
  const file = Buffer.alloc(32, 7)
  await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (${file}, 1, 'pdf', ${now}) on conflict do nothing`.execute(
    house.owner.db,
  )
  for (const row of [
    sql`event (id, place_id, place_lft, place_rgt, wing, template, state, title_hi, starts_on, ends_on, seats, made_by, made_at, changed_at)
      values (${eventId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, ${wings.youth}, 'block_camp', 'open', 'शिविर है', '2026-12-05', '2026-12-05', 40,
        ${coordinator.id}, ${now}, ${now})`,
    sql`audience (id, event_id, place_id, place_lft, place_rgt, wing)
      values (${id()}, ${eventId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, ${wings.youth})`,
    sql`organiser (id, event_id, person_id, added_by, added_at) values (${id()}, ${eventId}, ${coordinator.id}, ${coordinator.id}, ${now})`,
    sql`hall (id, event_id, position, name_hi, capacity) values (${hallId}, ${eventId}, 0, 'कक्ष', 40)`,
    sql`session (id, event_id, hall_id, title_hi, starts_at, ends_at, changed_at)
      values (${sessionId}, ${eventId}, ${hallId}, 'परिचय', ${now}, ${later}, ${now})`,
    sql`speaker (id, event_id, name_hi, platform, agreed_on, agreed_how, added_by, added_at)
      values (${speakerId}, ${eventId}, 'अतिथि', 'youtube', '2026-11-20', 'ईमेल से', ${coordinator.id}, ${now})`,
    sql`session_speaker (session_id, speaker_id, event_id) values (${sessionId}, ${speakerId}, ${eventId})`,
    sql`quota (id, event_id, place_id, place_lft, place_rgt, seats) values (${quotaId}, ${eventId}, ${seat.id}, ${seat.lft}, ${seat.rgt}, 40)`,
    sql`registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
      values (${registrationId}, ${eventId}, ${quotaId}, ${person.id}, ${booth.id}, ${booth.lft}, ${wings.youth}, 'परीक्षण', 'Made Up', 'registered',
        'ABC123', ${now}, ${now})`,
    sql`gate_device (id, event_id, name, added_by, added_at) values (${deviceId}, ${eventId}, 'द्वार 1', ${coordinator.id}, ${now})`,
    sql`scan (id, event_id, device_id, registration_id, serial, way, at, clock_at, nth, how, decided, standing, arrived_at)
      values (${scanId}, ${eventId}, ${deviceId}, ${registrationId}, 7, 'entry', ${now}, ${now}, 0, 'camera', 'ok', 'counts', ${now})`,
    sql`scan_ruling (id, event_id, scan_id, ruling, ruled_by, ruled_at) values (${id()}, ${eventId}, ${scanId}, 'keep', ${coordinator.id}, ${now})`,
    sql`attendance (event_id, serial, registration_id, scan_id, happened_on, at) values (${eventId}, 7, ${registrationId}, ${scanId}, '2026-11-22', ${now})`,
    sql`presence (event_id, serial, registration_id, first_at, entries, stayed_ms) values (${eventId}, 7, ${registrationId}, ${now}, 1, 0)`,
    sql`gate_question (event_id, serial, registration_id, scan_id, kind, at, settled) values (${eventId}, 7, ${registrationId}, ${scanId}, 'again', ${now}, true)`,
    sql`agenda (registration_id, session_id, chosen_at) values (${registrationId}, ${sessionId}, ${now})`,
    sql`material (id, event_id, title_hi, sha256, kind, bytes, added_by, added_at)
      values (${id()}, ${eventId}, 'पुस्तिका', ${file}, 'pdf', 1, ${coordinator.id}, ${now})`,
    sql`feedback (event_id, person_id, useful, clear, words, at) values (${eventId}, ${person.id}, 4, 3, 'अच्छा रहा', ${now})`,
    sql`feed (id, person_id, token_hash, token_sealed, made_at) values (${id()}, ${person.id}, 'a hash', 'sealed', ${now})`,
    sql`passed_over (merge_id, kind, row_id) values (${mergeId}, 'registration', ${registrationId})`,
  ])
    await sql`insert into events.${row}`.execute(house.owner.db)
  await sql`insert into elections.expense (id, election_id, head_key, spent_on, paise, what, paid_to, means, at)
    select ${id()}, id, 'materials', '2026-11-20', 100, 'पर्चे छपे', 'कल्पित छापाखाना', 'cash', ${now} from elections.election limit 1`.execute(
    house.owner.db,
  )
  await plantPieces(house, { maker: coordinator.id, reader: person.id, place: seat })
  await plantLibrary(house, { maker: coordinator.id, sender: person.id, place: seat, booth })
  await plantCampaign(house, { maker: coordinator.id, volunteer: person, seat, booth, wing: wings.youth })
  return { personId: person.id, coordinatorId: coordinator.id }
}
