/** The learning room's verbs that act on something of somebody else's, and its lists. What is the whole organisation's: authoring.test.ts. */
import { sql } from 'kysely'
import { confirmProof } from '#modules/learning/server/confirmProof.ts'
import { listBehind } from '#modules/learning/server/listTracks.ts'
import { listProofs } from '#modules/learning/server/listProofs.ts'
import { openProofPhoto } from '#modules/learning/server/openProofPhoto.ts'
import { sendBackProof } from '#modules/learning/server/sendBackProof.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeLesson } from '#tests/builders/lessons.ts'
import type { Place } from '#tests/builders/tree.ts'
import type { Rule } from './oracle.ts'
import type { List } from './peopleLists.ts'
import type { Row, Stage } from './peopleRows.ts'
import { aPhoto, everyPart } from './taskRows.ts'

const COORDINATORS: Rule = { coordinator: 'within' }
const command = () => uuidv7()

/** One lesson a house: what differs is who shows something of it. */
const lessons = new WeakMap<TestPlatform, Promise<string>>()
function aLesson(house: TestPlatform): Promise<string> {
  const known = lessons.get(house) ?? arrangeLesson(house).then(({ lessonId }) => lessonId)
  lessons.set(house, known)
  return known
}

async function proofOf(
  { house, network }: Stage,
  place: Place,
  wing: number,
  photo?: string,
): Promise<string> {
  const person = await network.person({ place, wing, state: 'vouched' })
  const id = uuidv7()
  await sql`
    insert into learning.proof (id, person_id, lesson_id, task_key, state, told, photo, made_at, arrived_at)
    values (${id}, ${person.id}, ${await aLesson(house)}, 'try', 'sent', 'देखा', ${photo ? Buffer.from(photo, 'hex') : null}, ${house.clock.now()},
      ${house.clock.now()})`.execute(house.owner.db)
  return id
}

export function learningRows(at: () => Stage): Record<string, Row> {
  const arrange = (place: Place, wing: number) => proofOf(at(), place, wing)
  return {
    confirmProof: {
      rule: COORDINATORS,
      full: true,
      arrange,
      act: (ctx, proofId) => confirmProof(ctx, { command: command(), proofId }),
    },
    sendBackProof: {
      rule: COORDINATORS,
      arrange,
      act: (ctx, proofId) => sendBackProof(ctx, { command: command(), proofId, words: 'क्या देखा, लिखें' }),
    },
    openProofPhoto: {
      rule: COORDINATORS,
      arrange: async (place, wing) => proofOf(at(), place, wing, await aPhoto(at().house)),
      act: async (ctx, proofId) => void (await openProofPhoto(ctx, proofId)).stream.destroy(),
    },
  }
}

/** A track that asks whoever has been vouched for, with one lesson that nobody has passed. */
async function aTrack({ house }: Stage): Promise<string> {
  const id = uuidv7()
  const { courseId } = await arrangeLesson(house)
  await sql`
    insert into learning.track (id, name_hi, name_en, due_on, made_at) values (${id}, 'सबके लिए', 'For all', '2026-12-31', ${house.clock.now()})`.execute(
    house.owner.db,
  )
  await sql`insert into learning.track_course (track_id, course_id) values (${id}, ${courseId})`.execute(
    house.owner.db,
  )
  return id
}

export function learningLists(at: () => Stage): Record<string, List> {
  let trackId = ''
  return {
    listBehind: {
      rule: COORDINATORS,
      async arrange() {
        const { network } = at()
        trackId = await aTrack(at())
        return Promise.all(
          network.tree.places.flatMap((place) =>
            [0, 1, 2].map(async (wing) => {
              const { id } = await network.person({ place, wing, state: 'vouched' })
              return { id, place, wing }
            }),
          ),
        )
      },
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listBehind(ctx, { trackId, after })
          return { ids: rows.map(({ personId }) => personId), next }
        }),
    },
    listProofs: {
      rule: COORDINATORS,
      arrange: () =>
        Promise.all(
          at().network.tree.places.flatMap((place) =>
            [0, 1, 2].map(async (wing) => ({ id: await proofOf(at(), place, wing), place, wing })),
          ),
        ),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listProofs(ctx, after)
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
  }
}
