/** The copy of one's own data holds all that is held: every personal table is in it, or stands here with the reason why not. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportMyCampaigns } from '#modules/campaigns/server/exportMyCampaigns.ts'
import { exportMyBadges } from '#modules/credentials/server/myBadges.ts'
import { exportMyLearning } from '#modules/learning/server/exportMyLearning.ts'
import { exportMyGates } from '#modules/events/server/gate/viewGates.ts'
import { exportMyEvents } from '#modules/events/server/myEvents.ts'
import { exportMyMessages } from '#modules/outreach/server/myMessages.ts'
import { exportMyData } from '#modules/people/server/exportMyData.ts'
import { myRecord } from '#modules/people/server/myRecord.ts'
import { exportMyStories } from '#modules/studio/server/library/listStories.ts'
import { exportMyPieces } from '#modules/studio/server/exportMyPieces.ts'
import { exportMyTasks } from '#modules/tasks/server/myTasks.ts'
import { personalTables } from '#platform/access/personalTables.ts'
import { exportMySignIns } from '#platform/accounts/exportMySignIns.ts'
import { signedIn } from '#tests/builders/people.ts'
import { plantPersonalRows } from '#tests/builders/personalRows.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

/** Where a table's rows are in the copy, or why they are not. Of those whom the planted rows are about: the volunteer or her coordinator. */
const TOLD: Readonly<
  Record<string, { readonly at: string; readonly whose?: 'coordinator' } | `not: ${string}`>
> = {
  'people.person': { at: 'person.name' },
  'people.consent': { at: 'person.consents' },
  'people.sighting': { at: 'person.sightings' },
  'people.nominee': { at: 'person.nominee' },
  'people.missing_booth': { at: 'missingBooths' },
  'people.appointment': { at: 'appointments', whose: 'coordinator' },
  'people.declaration': { at: 'declarations', whose: 'coordinator' },
  'people.vouch': { at: 'vouches' },
  'people.activity': { at: 'activities' },
  'people.card': { at: 'cards' },
  'people.decision': { at: 'decisions' },
  'people.booth_change': { at: 'boothChanges' },
  'people.merge': { at: 'mergedRecords' },
  'people.merge_kept': { at: 'valuesBeforeMerges' },
  'people.kept_apart': { at: 'saidToBeAnother' },
  'people.invitation': { at: 'invitations', whose: 'coordinator' },
  'people.harassment_report': { at: 'harassmentReports' },
  'people.harassment_sighting': { at: 'harassmentReports.0.lookedAt' },
  'people.import': { at: 'imports', whose: 'coordinator' },
  'people.import_row': { at: 'onLists' },
  'people.import_part':
    'not: pieces of a file as it came, sealed, deleted with the import; her line of it is in import_row',
  'people.name_word': 'not: words by which names are found, made from all names; nobody’s in particular',
  'tasks.task': { at: 'tasksGiven', whose: 'coordinator' },
  'tasks.task_change': { at: 'tasksGiven.0.history', whose: 'coordinator' },
  'tasks.report': { at: 'reports' },
  'tasks.report_change': { at: 'reports.0.history' },
  'tasks.question':
    'not: a question to a coordinator about a pattern, never a verdict; whom it concerns does not see it (0400)',
  'tasks.passed_over':
    'not: ids of rows that a merge moved, so that it can be taken back; the rows themselves are told',
  'learning.course': { at: 'coursesBegun', whose: 'coordinator' },
  'learning.bulletin_item': { at: 'bulletinWritten', whose: 'coordinator' },
  'learning.track': { at: 'tracksMade', whose: 'coordinator' },
  'learning.track_course': 'not: which courses a track asks, nobody’s in particular',
  'learning.shipped_edition': 'not: which editions came with the software, nobody’s in particular',
  'learning.lesson': 'not: a place in a course, nobody’s in particular',
  'learning.version':
    'not: what is taught; who wrote on it stands in version_change, which is told as lessonsWritten',
  'learning.version_change': { at: 'lessonsWritten', whose: 'coordinator' },
  'learning.media': { at: 'lessonFiles', whose: 'coordinator' },
  'learning.card': 'not: what is taught, nobody’s in particular',
  'learning.attempt': { at: 'lessonAnswers' },
  'learning.pass': { at: 'lessonsPassed' },
  'learning.proof': { at: 'practicalTasks' },
  'learning.recall': { at: 'recalls' },
  'learning.passed_over':
    'not: ids of rows that a merge moved, so that it can be taken back; the rows themselves are told',
  'outreach.message': { at: 'messagesWritten', whose: 'coordinator' },
  'outreach.delivery': { at: 'messages' },
  'outreach.receipt': 'not: what a gateway said of a delivery; what it changed is the delivery’s state',
  'outreach.address': { at: 'email' },
  'outreach.device': { at: 'notifiedDevices' },
  'credentials.badge': { at: 'badges' },
  'credentials.passed_over':
    'not: ids of badges that a merge moved, so that it can be taken back; the badges themselves are told',
  'elections.expense':
    'not: whom the organisation paid, as its statement must name them; by the name on the voucher, which is no member’s record',
  'campaigns.campaign': { at: 'campaignsMade', whose: 'coordinator' },
  'campaigns.kit': { at: 'kitsHandled', whose: 'coordinator' },
  'campaigns.caption':
    'not: ideas of a kit, nobody’s in particular; those she was offered are told as captionIdeas',
  'campaigns.kit_file': 'not: what was drawn of a piece and goes out, nobody’s in particular',
  'campaigns.offer': { at: 'captionIdeas' },
  'campaigns.copy': { at: 'kitsOnPhones' },
  'campaigns.share': { at: 'shares' },
  'events.event': { at: 'eventsMade', whose: 'coordinator' },
  'events.audience': { at: 'eventsMade.0.audience', whose: 'coordinator' },
  'events.hall': { at: 'eventsMade.0.halls', whose: 'coordinator' },
  'events.session': { at: 'eventsMade.0.sessions', whose: 'coordinator' },
  'events.quota': { at: 'eventsMade.0.quotas', whose: 'coordinator' },
  'events.speaker': { at: 'eventsMade.0.speakersAdded', whose: 'coordinator' },
  'events.session_speaker': 'not: who speaks where, about a guest who is no member; the programme shows it',
  'events.material': { at: 'eventsMade.0.materialsAdded', whose: 'coordinator' },
  'events.organiser': { at: 'eventsOrganised', whose: 'coordinator' },
  'events.registration': { at: 'eventRegistrations' },
  'events.agenda': { at: 'eventRegistrations.0.agenda' },
  'events.feedback': { at: 'eventFeedback' },
  'events.feed': { at: 'calendarFeeds' },
  'events.scan': { at: 'eventScans' },
  'events.attendance': { at: 'eventAttendance' },
  'events.presence': { at: 'eventPresence' },
  'events.gate_question': { at: 'eventGateQuestions' },
  'events.gate_device': { at: 'gateDevicesAdded', whose: 'coordinator' },
  'events.scan_ruling': { at: 'gateRulings', whose: 'coordinator' },
  'events.passed_over':
    'not: ids of rows that a merge moved, so that it can be taken back; the rows themselves are told',
  'studio.rendition': 'not: what was made of a piece, about nobody; who asked for it, the audit log says',
  'studio.media': { at: 'mediaBrought', whose: 'coordinator' },
  'studio.depicted': { at: 'peopleDescribed', whose: 'coordinator' },
  'studio.story': { at: 'boothStories' },
  'studio.story_passed_over':
    'not: ids of rows that a merge moved, so that it can be taken back; the rows themselves are told',
  'studio.piece': { at: 'piecesBegun', whose: 'coordinator' },
  'studio.edit': { at: 'piecesEdited', whose: 'coordinator' },
  'studio.happening': { at: 'piecesDecided', whose: 'coordinator' },
  'studio.approval': { at: 'piecesSigned' },
  'studio.comment': { at: 'pieceComments', whose: 'coordinator' },
  'studio.brand_kit': { at: 'looksChosen', whose: 'coordinator' },
}

let house: TestPlatform
const copies: Record<string, Record<string, unknown>> = {}
beforeAll(async () => {
  house = await testPlatform()
  const { personId, coordinatorId } = await plantPersonalRows(house)
  for (const [whose, id] of [
    ['volunteer', personId],
    ['coordinator', coordinatorId],
  ] as const) {
    // prettier-ignore
    const ctx = house.as(signedIn(id))
    copies[whose] = {
      ...(await exportMyData(ctx)),
      ...(await exportMyTasks(ctx)),
      ...(await exportMyMessages(ctx)),
      ...(await exportMyLearning(ctx)),
      ...(await exportMyEvents(ctx)),
      ...(await exportMyGates(ctx)),
      ...(await exportMyCampaigns(ctx)),
      ...(await exportMyPieces(ctx)),
      ...(await exportMyStories(ctx)),
      ...(await exportMySignIns(ctx)),
      ...(await exportMyBadges(ctx)),
    }
  }
}, 60_000)
afterAll(() => house.close())

const inside = (copy: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], copy)
const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0) // prettier-ignore

it('every personal table has its place in the copy, or a reason, and nothing else has', async () => {
  const names = (await personalTables(house.owner.db)).map(({ name }) => name)
  expect(Object.keys(TOLD).sort()).toEqual(names.toSorted())
})

it('each place holds what was planted for its person', () => {
  const missing = Object.entries(TOLD).flatMap(
    ([table, told]) =>
    typeof told === 'string' || !isEmpty(inside(copies[told.whose ?? 'volunteer'], told.at)) ? [] : [`${table}: ${told.at}`], // prettier-ignore
  )
  expect(missing).toEqual([])
})

it('the page says from which lists and merges a record comes, to its person alone', async () => {
  const of = async (whose: string) => (await myRecord(house.as(signedIn((copies[whose]!.person as { id: string }).id)))).sources // prettier-ignore
  expect((await of('volunteer')).map(({ kind }) => kind).sort()).toEqual(['list', 'merge'])
  expect(await of('coordinator')).toEqual([])
})

it.each([
  ['that found her here already', sql`update people.import_row set outcome = 'same'`],
  ['that was only looked at', sql`update people.import_row set written_at = null`],
  ['that was taken back', sql`update people.import_row set undone = 'restored'`],
])('a list %s is no source of her record', async (_, change) => {
  const { id } = copies.volunteer!.person as { id: string }
  await change.execute(house.owner.db)
  const { sources } = await myRecord(house.as(signedIn(id)))
  await sql`update people.import_row set outcome = 'new', written_at = now(), undone = null`.execute(
    house.owner.db,
  )
  expect(sources.map(({ kind }) => kind)).toEqual(['merge'])
})

it('names nobody else by id, and no secret', async () => {
  const others = await sql<{ id: string }>`select id from people.person`.execute(house.owner.db)
  for (const copy of Object.values(copies)) {
    const own = (copy.person as { id: string }).id
    const text = JSON.stringify(copy)
    for (const { id } of others.rows) if (id !== own) expect(text).not.toContain(id)
    expect(text).not.toMatch(/sealed|hash|token/)
  }
})
