import type { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { confirmReport } from '#modules/tasks/server/confirmReport.ts'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { sendReport } from '#modules/tasks/server/sendReport.ts'
import type { SendReport } from '#modules/tasks/domain/report.ts'
import type { GiveTask } from '#modules/tasks/domain/task.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeNetwork, type MadeUpPerson, type Network, type PersonState } from './network.ts'

/** A constituency with its coordinator, and the verbs of a task in short. */
export interface TaskStage {
  readonly network: Network
  /** Coordinates the first constituency, in every wing. */
  readonly coordinator: PersonActor
  /** Somebody new at the second booth of that constituency, in the youth wing. */
  newVolunteer(state?: PersonState): Promise<{ volunteer: MadeUpPerson; self: PersonActor }>
  /** @returns the task's id */
  give(changes?: Partial<GiveTask>, by?: PersonActor): Promise<string>
  send(
    by: PersonActor,
    taskId: string,
    changes?: Partial<SendReport>,
    photo?: Buffer,
  ): Promise<{ reportId: string }>
  confirm(reportId: string, by?: PersonActor): Promise<{ state: string }>
  /** The first row of a query, with the owner's eyes. */
  one<T>(query: ReturnType<typeof sql<T>>): Promise<T>
}

export async function arrangeTaskStage(house: TestPlatform): Promise<TaskStage> {
  const network = await arrangeNetwork(house)
  const seat = network.tree.constituency(0, 0)
  const coordinator = await network.holder(seat, null)
  return {
    network,
    coordinator,
    async newVolunteer(state = 'vouched') {
      const volunteer = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state })
      await network.appoint(volunteer, { role: 'volunteer' })
      return { volunteer, self: await network.actor(volunteer, 1) }
    },
    async give(changes = {}, by = coordinator) {
      const given = await giveTask(house.as(by), {
        command: uuidv7(),
        placeId: seat.id,
        wing: null,
        titleHi: 'घर-घर जाना',
        wordsHi: 'अपने बूथ के घरों में जाएँ',
        titleEn: 'Door to door',
        wordsEn: 'Go to the homes of your booth',
        dueOn: '2026-12-01',
        proof: 'words',
        confirmer: 'above',
        ...changes,
      })
      return given.taskId
    },
    send: (by, taskId, changes = {}, photo) =>
      sendReport(
        house.as(by),
        { command: uuidv7(), taskId, told: 'बीस घर मिले', happenedOn: '2026-11-22', ...changes },
        photo && inOnePart(photo),
      ),
    confirm: (reportId, by = coordinator) => confirmReport(house.as(by), { command: uuidv7(), reportId }),
    one: async (query) => (await query.execute(house.owner.db)).rows[0]!,
  }
}

/** What `useTaskStage` has ready in each test of a file. */
export interface TaskScene extends Pick<TaskStage, 'network' | 'coordinator' | 'give' | 'confirm' | 'one'> {
  readonly house: TestPlatform
  /** Somebody new in each test, and as whom she acts. */
  readonly volunteer: MadeUpPerson
  readonly self: PersonActor
  /** Puts somebody else in her place. */
  renew(state?: PersonState): Promise<void>
  /** Sends a report as her, or as somebody else. */
  send(
    taskId: string,
    changes?: Partial<SendReport>,
    photo?: Buffer,
    by?: PersonActor,
  ): Promise<{ reportId: string }>
}

const NOON = new Date('2026-11-22T06:30:00Z')

/** Arranges a stage once for a file of tests; each test begins at noon of one day, with somebody new. */
export function useTaskStage(): TaskScene {
  let house: TestPlatform
  let stage: TaskStage
  let person: Awaited<ReturnType<TaskStage['newVolunteer']>>
  const renew = async (state?: PersonState) => {
    person = await stage.newVolunteer(state)
  }
  beforeAll(async () => {
    house = await testPlatform()
    stage = await arrangeTaskStage(house)
  })
  beforeEach(async () => {
    house.clock.moveTo(NOON)
    await renew()
  })
  afterAll(() => house.close())
  return {
    get house() {
      return house
    },
    get network() {
      return stage.network
    },
    get coordinator() {
      return stage.coordinator
    },
    get volunteer() {
      return person.volunteer
    },
    get self() {
      return person.self
    },
    renew,
    give: (...asked) => stage.give(...asked),
    send: (taskId, changes = {}, photo, by = person.self) => stage.send(by, taskId, changes, photo),
    confirm: (...asked) => stage.confirm(...asked),
    one: (query) => stage.one(query),
  }
}

export async function* inOnePart(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A photo of one colour, with a place in it. */
export const drawing = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1' } })
    .jpeg()
    .toBuffer()
