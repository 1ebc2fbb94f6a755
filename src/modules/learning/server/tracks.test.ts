/** Who must learn what by when: found by role, wing and level each time, counted within one's own scope. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeLesson } from '#tests/builders/lessons.ts'
import { useLearningStage } from '#tests/builders/learningStage.ts'
import { rowsRead } from '#tests/database/plansOf.ts'
import type { MakeTrack } from '../domain/track.ts'
import { endTrack } from './endTrack.ts'
import { listBehind, listTracks, myTracks } from './listTracks.ts'
import { nextLesson } from './learntStore.ts'
import { makeTrack } from './makeTrack.ts'
import { myLearningToday } from './myLearningToday.ts'
import { coordinating } from './policy.ts'
import { behindOn, countedTracks, tracksOf } from './trackStore.ts'

const scene = useLearningStage()
async function track(changes: Partial<MakeTrack> = {}, by = scene.trainer) {
  const lesson = await arrangeLesson(scene.house)
  const { trackId } = await makeTrack(scene.house.as(by), {
    command: uuidv7(),
    nameHi: 'सबके लिए',
    nameEn: 'For all',
    role: '',
    wing: '',
    level: '',
    dueOn: '2026-12-15',
    courseIds: [lesson.courseId],
    ...changes,
  })
  return { trackId, lesson }
}
const behind = async (trackId: string, by = scene.coordinator) => {
  const ids: string[] = []
  let after: string | undefined
  do {
    const part = await listBehind(scene.house.as(by), { trackId, after })
    ids.push(...part.rows.map(({ personId }) => personId))
    after = part.next
  } while (after)
  return ids
}
const counted = async (trackId: string, by = scene.coordinator) =>
  (await listTracks(scene.house.as(by))).tracks.find(({ id }) => id === trackId)!

describe('a track', () => {
  it('asks people until they have passed all of it, and tells them until when', async () => {
    const { trackId, lesson } = await track()
    const { id } = scene.volunteer
    expect(await behind(trackId)).toContain(id)
    const before = await counted(trackId)
    expect((await myTracks(scene.house.as(scene.self))).find((one) => one.id === trackId)).toMatchObject({
      passed: 0,
      lessons: 1,
      dueOn: '2026-12-15',
      isLate: false,
    })
    await scene.answer({ versionId: lesson.versionId })
    expect(await behind(trackId)).not.toContain(id)
    const after = await counted(trackId)
    expect([after.asked, after.done]).toEqual([before.asked, before.done + 1])
    expect(after.asked - after.done).toBe((await behind(trackId)).length)
  })

  it('puts what it asks soonest first on Today, before the catalogue’s order, and what was only renewed last', async () => {
    const today = async () => (await myLearningToday(scene.house.as(scene.self))).lesson
    // Whatever other tests asked for is not asked any more.
    await sql`update learning.track set ended_at = ${scene.house.clock.now()} where ended_at is null`.execute(
      scene.house.owner.db,
    )
    expect((await today())!.dueOn).toBeNull()
    const late = await track({ dueOn: '2026-12-20' })
    const soon = await track({ dueOn: '2026-12-01' })
    const others = await track({ dueOn: '2026-11-23', wing: 2 })
    expect(await today()).toMatchObject({ id: soon.lesson.lessonId, dueOn: '2026-12-01', isLate: false })
    // The course of one that is due sooner is found, though it stands last in the catalogue; the other wing's is not hers.
    await scene.answer({ versionId: soon.lesson.versionId })
    expect(await today()).toMatchObject({ id: late.lesson.lessonId, dueOn: '2026-12-20' })
    await scene.answer({ versionId: late.lesson.versionId })
    expect((await today())!.dueOn).toBeNull()
    scene.house.clock.moveTo(new Date('2026-12-21T06:30:00Z'))
    await scene.renew()
    expect(await today()).toMatchObject({ id: soon.lesson.lessonId, isLate: true })
    expect(others.trackId).toBeDefined()
  })

  it('asks by wing, role and level, and follows people as they change', async () => {
    const { id } = scene.volunteer
    const boss = scene.coordinator.personId
    const state = await scene.network.holder(scene.network.tree.state, null)
    const asks = async (changes: Partial<MakeTrack>) => {
      const { trackId } = await track(changes)
      const ids = await behind(trackId, state)
      return [ids.includes(id), ids.includes(boss)]
    }
    expect(await asks({ wing: 1 })).toEqual([true, false])
    expect(await asks({ wing: 2 })).toEqual([false, false])
    expect(await asks({ role: 'volunteer' })).toEqual([true, false])
    expect(await asks({ role: 'coordinator' })).toEqual([false, true])
    expect(await asks({ role: 'coordinator', level: 'district' })).toEqual([false, false])
    expect(await asks({ level: 'constituency' })).toEqual([false, true])
    const { trackId } = await track({ wing: 1 })
    await sql`update people.person set state = 'suspended' where id = ${id}`.execute(scene.house.owner.db)
    expect(await behind(trackId, state)).not.toContain(id)
  })

  it('is made and ended by whoever stands over the whole state', async () => {
    await expect(track({}, scene.coordinator)).rejects.toMatchObject({ id: 'forbidden' })
    await expect(track({}, scene.self)).rejects.toMatchObject({ id: 'forbidden' })
    await expect(track({ dueOn: '2026-11-21' })).rejects.toMatchObject({
      fields: { dueOn: 'learning_until_past' },
    })
    await expect(track({ courseIds: [] })).rejects.toMatchObject({
      fields: { courseIds: 'learning_courses_needed' },
    })
    const { trackId } = await track()
    const end = (by = scene.trainer) => endTrack(scene.house.as(by), { command: uuidv7(), trackId })
    await expect(end(scene.coordinator)).rejects.toMatchObject({ id: 'forbidden' })
    await end()
    await expect(behind(trackId)).rejects.toMatchObject({ id: 'notFound' })
    expect((await myTracks(scene.house.as(scene.self))).map((one) => one.id)).not.toContain(trackId)
  })

  it('shows to a trainer that it is there, and nobody’s name or number', async () => {
    const { trackId } = await track()
    const { tracks, counts, makes } = await listTracks(scene.house.as(scene.trainer))
    expect([counts, makes]).toEqual([false, true])
    expect(tracks.find(({ id }) => id === trackId)).toMatchObject({ asked: 0, done: 0 })
    await expect(behind(trackId, scene.trainer)).rejects.toMatchObject({ id: 'forbidden' })
    await expect(listTracks(scene.house.as(scene.self))).rejects.toMatchObject({ id: 'forbidden' })
  })
})

describe('the lists of a track, over many people', () => {
  const MANY = 2_000
  /** Everybody, by a hand that asks for an office, for a level, for anybody. */
  const KINDS: readonly Partial<MakeTrack>[] = [{}, { role: 'volunteer' }, { level: 'booth' }]

  it('read nobody anew for each person', async () => {
    const { house, network, volunteer } = scene
    await sql`
      with copied as (
        insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at)
        select gen_random_uuid(), name, name_latin, name_devanagari, phone_sealed, sha256(n::text::bytea), place_id, place_lft, wing, state, applied_at, changed_at
        from people.person cross join generate_series(1, ${MANY}) as n where id = ${volunteer.id} returning id)
      insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at)
      select gen_random_uuid(), copied.id, office.role, office.place_id, office.place_lft, office.wing, office.from_at
      from copied cross join people.appointment office where office.person_id = ${volunteer.id}`.execute(
      house.owner.db,
    )
    await sql`analyze people.person, people.appointment, people.consent, places.place`.execute(house.owner.db)
    const state = house.as(await network.holder(network.tree.state, null))
    const reader = coordinating(state.actor)
    for (const kind of KINDS) {
      const { trackId } = await track(kind)
      const all = { lists: 0, own: 0 }
      all.lists += await rowsRead(state, (tx) => behindOn(tx, trackId, reader, undefined, 51))
      // All tracks that these tests have made are counted one by one.
      const { tracks } = await listTracks(state)
      all.lists += (await rowsRead(state, (tx) => countedTracks(tx, reader))) / tracks.length
      all.own += await rowsRead(house.as(scene.self), (tx) => tracksOf(tx, volunteer.id))
      all.own += await rowsRead(house.as(scene.self), (tx) => nextLesson(tx, volunteer.id))
      // A few dozen rows a person; somebody looked up anew for everybody would be two thousand.
      expect(all.lists, JSON.stringify(kind)).toBeLessThan(100 * MANY)
      // Everybody once, where the table is small enough that this is the shortest way.
      expect(all.own, JSON.stringify(kind)).toBeLessThan(5 * MANY)
    }
  })
})
