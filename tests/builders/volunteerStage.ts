import { afterAll, beforeAll } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import type { PersonState } from '#modules/people/domain/ladder.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangePerson, signedIn } from './people.ts'
import { buildSmallState, type SmallPlace, type SmallState } from './smallState.ts'

/** Somebody at a booth, and what she asks of the house. */
export interface Volunteer {
  readonly id: string
  readonly ctx: Context
}

export interface VolunteerStage {
  house: TestPlatform
  state: SmallState
  /** Somebody at the first booth, or another place, in a state. */
  volunteer(standing?: PersonState, place?: SmallPlace, wing?: number): Promise<Volunteer>
  /** Somebody at the first booth for whom another has vouched. */
  vouchedVolunteer(): Promise<Volunteer>
}

/** One house for a test file of what volunteers do themselves, with a small state. */
export function useVolunteerStage(): VolunteerStage {
  const stage = {
    async volunteer(standing = 'placed', place = stage.state.booths[0]!, wing = 0) {
      const id = await arrangePerson(stage.house, { place, state: standing, wing })
      return { id, ctx: stage.house.as(signedIn(id)) }
    },
    async vouchedVolunteer() {
      const made = await stage.volunteer('vouched')
      await stage.house.owner.db
        .insertInto('people.vouch')
        .values({
          id: uuidv7(),
          person_id: made.id,
          place_id: stage.state.booths[0]!.id,
          wing: 0,
          at: stage.house.clock.now(),
          same_hand: false,
        })
        .execute()
      return made
    },
  } as VolunteerStage
  beforeAll(async () => {
    stage.house = await testPlatform()
    stage.state = await buildSmallState(stage.house.owner.db)
  })
  afterAll(() => stage.house.close())
  return stage
}
