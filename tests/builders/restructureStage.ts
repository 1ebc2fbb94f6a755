import { afterAll, beforeAll } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import type { Context } from '#platform/context.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeNetwork, type Network } from './network.ts'

export interface RestructureStage {
  house: TestPlatform
  network: Network
  /** Administers the whole state, in every wing. */
  admin: PersonActor
  /** Somebody with the numbers that places have by now: a restructure gives them others. */
  as(person: { readonly id: string }): Promise<Context>
  /** The admin so. */
  fresh(): Promise<Context>
}

/** One house for a test file: a network, and whoever may restructure it. */
export function useRestructureStage(): RestructureStage {
  const stage = {
    as: async (person) => stage.house.as(await stage.network.actor(person)),
    fresh: () => stage.as({ id: stage.admin.personId }),
  } as RestructureStage
  beforeAll(async () => {
    const house = await testPlatform()
    const network = await arrangeNetwork(house)
    const admin = await network.holder(network.tree.state, null, 'admin')
    Object.assign(stage, { house, network, admin })
  })
  afterAll(() => stage.house.close())
  return stage
}
