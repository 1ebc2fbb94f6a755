import { afterAll, beforeAll } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeNetwork, type Network } from './network.ts'

/** What `useImportStage` has ready in a file of tests. */
export interface ImportStage {
  readonly house: TestPlatform
  readonly network: Network
  /** Brings lists in: coordinates the first district, in the youth wing. */
  readonly coordinator: PersonActor
}

/** Arranges a made-up organisation and somebody who brings lists in, once for a file of tests. */
export function useImportStage(): ImportStage {
  let house: TestPlatform
  let network: Network
  let coordinator: PersonActor
  beforeAll(async () => {
    house = await testPlatform()
    network = await arrangeNetwork(house)
    coordinator = await network.holder(network.tree.district(0), 1)
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
  }
}
