/** The tasks room's verbs that act on something of somebody else's, and its lists. */
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { cleanPicture } from '#platform/files/cleanPicture.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { answerQuestion } from '#modules/tasks/server/answerQuestion.ts'
import { changeTask } from '#modules/tasks/server/changeTask.ts'
import { confirmReport } from '#modules/tasks/server/confirmReport.ts'
import { endTask } from '#modules/tasks/server/endTask.ts'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { listQuestions } from '#modules/tasks/server/listQuestions.ts'
import { listReports } from '#modules/tasks/server/listReports.ts'
import { listTasks } from '#modules/tasks/server/listTasks.ts'
import { openPhoto } from '#modules/tasks/server/openPhoto.ts'
import { sendBackReport } from '#modules/tasks/server/sendBackReport.ts'
import { takeBackConfirmation } from '#modules/tasks/server/takeBackConfirmation.ts'
import { listTaskPeople, viewTask } from '#modules/tasks/server/viewTask.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeReport, arrangeTask } from '#tests/builders/tasks.ts'
import type { Place } from '#tests/builders/tree.ts'
import type { Rule } from './oracle.ts'
import type { List, Listed } from './peopleLists.ts'
import type { Row, Stage } from './peopleRows.ts'

const command = () => uuidv7()
const COORDINATORS: Rule = { coordinator: 'within' }
const LEADERS: Rule = { coordinator: 'within', admin: 'within' }
const LOOKERS: Rule = { coordinator: 'within', admin: 'within', booth_lead: 'within', auditor: 'within' }
/** A task given above shows to whoever sees people in it, as far as her own part goes. */
const MEETERS: Rule = { coordinator: 'meets', admin: 'meets', booth_lead: 'meets', auditor: 'meets' }

const SAID = {
  titleHi: 'घर-घर जाना',
  wordsHi: 'अपने बूथ के घरों में जाएँ',
  dueOn: '2026-12-01',
  confirmer: 'above',
} as const

/** A photo that is there, put once a house. */
const photos = new WeakMap<TestPlatform, Promise<string>>()
export function aPhoto(house: TestPlatform): Promise<string> {
  const known = photos.get(house)
  if (known) return known
  const making = (async () => {
    const { default: sharp } = await import('sharp')
    const drawn = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer()
    async function* source() {
      yield drawn
    }
    const { jpeg } = await cleanPicture(source())
    async function* cleaned() {
      yield jpeg
    }
    const store = await openStore(house.platform.environment)
    const kept = await house
      .asSystem()
      .transaction((tx) => putFile(tx, store, cleaned(), { limit: 1_000_000, kinds: ['jpeg'] }))
    return kept.sha256
  })()
  photos.set(house, making)
  return making
}

export function taskRows(at: () => Stage): Record<string, Row> {
  const taskAt = (place: Place, wing: number) => arrangeTask(at().house, { place, wing })
  const reportAt = async (place: Place, wing: number, photo?: string) => {
    const { house, network } = at()
    const taskId = await arrangeTask(house, { place: network.tree.state })
    const person = await network.person({ place, wing, state: 'vouched' })
    return arrangeReport(house, { taskId, personId: person.id, place, wing, ...(photo ? { photo } : {}) })
  }
  return {
    giveTask: {
      rule: COORDINATORS,
      full: true,
      arrange: async () => '',
      act: (ctx, _, { id }, wing) =>
        giveTask(ctx, { command: command(), placeId: id, wing, proof: 'words', ...SAID }),
    },
    'giveTask, to every wing': {
      rule: COORDINATORS,
      reaches: 'every',
      arrange: async () => '',
      act: (ctx, _, { id }) =>
        giveTask(ctx, { command: command(), placeId: id, wing: null, proof: 'words', ...SAID }),
    },
    changeTask: {
      rule: COORDINATORS,
      arrange: taskAt,
      act: (ctx, taskId) =>
        changeTask(ctx, { command: command(), taskId, ...SAID, titleHi: `नया ${command()}` }),
    },
    endTask: {
      rule: COORDINATORS,
      arrange: taskAt,
      act: (ctx, taskId) => endTask(ctx, { command: command(), taskId, reason: 'काम पूरा हुआ' }),
    },
    viewTask: { rule: MEETERS, arrange: taskAt, act: (ctx, taskId) => viewTask(ctx, { taskId }) },
    listTaskPeople: {
      rule: LOOKERS,
      arrange: taskAt,
      act: (ctx, taskId, { id }) => listTaskPeople(ctx, { taskId, placeId: id }),
    },
    confirmReport: {
      rule: COORDINATORS,
      arrange: reportAt,
      act: (ctx, reportId) => confirmReport(ctx, { command: command(), reportId }),
    },
    // Of whomever may confirm there, her own word alone: whoever tries is put in the place of who confirmed.
    takeBackConfirmation: {
      rule: COORDINATORS,
      arrange: reportAt,
      act: async (ctx, reportId) => {
        const by = ctx.actor.kind === 'person' ? ctx.actor.personId : null
        await sql`
          update tasks.report set state = 'confirmed', answered_by = ${by}, answered_at = ${at().house.clock.now()}
          where id = ${reportId}`.execute(at().house.owner.db)
        return takeBackConfirmation(ctx, { command: command(), reportId })
      },
    },
    sendBackReport: {
      rule: COORDINATORS,
      arrange: reportAt,
      act: (ctx, reportId) => sendBackReport(ctx, { command: command(), reportId, words: 'कितने घर, लिखें' }),
    },
    openPhoto: {
      rule: LOOKERS,
      arrange: async (place, wing) => reportAt(place, wing, await aPhoto(at().house)),
      act: async (ctx, reportId) => void (await openPhoto(ctx, reportId)).stream.destroy(),
    },
    answerQuestion: {
      rule: LEADERS,
      arrange: (place, wing) => questionAt(at().house, place, wing),
      act: (ctx, questionId) =>
        answerQuestion(ctx, { command: command(), questionId, answer: 'fine', words: 'एक ही घर के हैं' }),
    },
  }
}

async function questionAt(house: TestPlatform, place: Place, wing: number): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into tasks.question (id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people, reports, raised_at)
    values (${id}, 'one_device', ${id}, ${place.id}, ${place.lft}, ${place.rgt}, ${wing}, '{}', '{}', '{}', ${house.clock.now()})`.execute(
    house.owner.db,
  )
  return id
}

/** Reads a list to its end; a refusal shows nothing. */
export async function everyPart(
  part: (after: string | undefined) => Promise<{ ids: readonly string[]; next: string | undefined }>,
): Promise<readonly string[]> {
  const all: string[] = []
  let after: string | undefined
  try {
    do {
      const { ids, next } = await part(after)
      all.push(...ids)
      after = next
    } while (after !== undefined)
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
  }
  return all
}

export function taskLists(at: () => Stage): Record<string, List> {
  const everywhere = async (make: (place: Place, wing: number) => Promise<string>): Promise<Listed[]> =>
    Promise.all(
      at().network.tree.places.flatMap((place) =>
        [0, 1, 2].map(async (wing) => ({ id: await make(place, wing), place, wing })),
      ),
    )
  return {
    listTasks: {
      rule: MEETERS,
      arrange: () => everywhere((place, wing) => arrangeTask(at().house, { place, wing })),
      ask: (ctx: Context) =>
        everyPart(async (after) => {
          const { rows, next } = await listTasks(ctx, { after })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
    listReports: {
      rule: COORDINATORS,
      async arrange() {
        const { house, network } = at()
        const taskId = await arrangeTask(house, { place: network.tree.state })
        return everywhere(async (place, wing) => {
          const person = await network.person({ place, wing, state: 'vouched' })
          return arrangeReport(house, { taskId, personId: person.id, place, wing })
        })
      },
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listReports(ctx, { after })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
    listQuestions: {
      rule: LEADERS,
      arrange: () => everywhere((place, wing) => questionAt(at().house, place, wing)),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listQuestions(ctx, { after })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
  }
}
