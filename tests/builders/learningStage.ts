import type { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { answerLesson, type Graded } from '#modules/learning/server/answerLesson.ts'
import type { AnswerLesson } from '#modules/learning/domain/learnt.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeLesson, RIGHT_FIELDS, type ArrangedLesson } from './lessons.ts'
import { arrangeNetwork, type MadeUpPerson, type Network, type PersonState } from './network.ts'

/** What `useLearningStage` has ready in each test of a file. */
export interface LearningScene {
  readonly house: TestPlatform
  readonly network: Network
  /** Coordinates the first constituency, in every wing. */
  readonly coordinator: PersonActor
  /** Two trainers of the whole state: what one writes the other releases. */
  readonly trainer: PersonActor
  readonly other: PersonActor
  /** In force since yesterday: the tiny lesson. */
  readonly lesson: ArrangedLesson
  /** Somebody new in each test, and as whom she acts. */
  readonly volunteer: MadeUpPerson
  readonly self: PersonActor
  /** Puts somebody else in her place. */
  renew(state?: PersonState): Promise<void>
  /** Answers the lesson rightly as her, or as `changes` says. */
  answer(changes?: Partial<AnswerLesson>, by?: PersonActor): Promise<Graded>
  /** The rows of a query, with the owner's eyes. */
  ask<T>(query: ReturnType<typeof sql<T>>): Promise<readonly T[]>
}

export const NOON = new Date('2026-11-22T06:30:00Z')
const DAY_MS = 86_400_000
export const daysLater = (days: number): Date => new Date(NOON.getTime() + days * DAY_MS)

/** Arranges a stage once for a file of tests; each test begins at noon of one day, with somebody new. */
export function useLearningStage(): LearningScene {
  let house: TestPlatform
  let network: Network
  let coordinator: PersonActor
  let trainers: readonly PersonActor[]
  let lesson: ArrangedLesson
  let volunteer: MadeUpPerson
  let self: PersonActor
  const renew = async (state: PersonState = 'vouched') => {
    volunteer = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state })
    await network.appoint(volunteer, { role: 'volunteer' })
    self = await network.actor(volunteer, 1)
  }
  beforeAll(async () => {
    house = await testPlatform()
    network = await arrangeNetwork(house)
    coordinator = await network.holder(network.tree.constituency(0, 0), null)
    const { state } = network.tree
    trainers = [await network.holder(state, null, 'trainer'), await network.holder(state, null, 'trainer')]
    lesson = await arrangeLesson(house)
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
      return network
    },
    get coordinator() {
      return coordinator
    },
    get trainer() {
      return trainers[0]!
    },
    get other() {
      return trainers[1]!
    },
    get lesson() {
      return lesson
    },
    get volunteer() {
      return volunteer
    },
    get self() {
      return self
    },
    renew,
    answer: (changes = {}, by = self) =>
      answerLesson(house.as(by), {
        command: uuidv7(),
        versionId: lesson.versionId,
        fields: { ...RIGHT_FIELDS },
        ...changes,
      }),
    ask: async (query) => (await query.execute(house.owner.db)).rows,
  }
}
