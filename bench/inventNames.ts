import { inventName, readNameLists } from '#demo/inventedNames.ts'
import { seededRandom } from '#demo/seededRandom.ts'
import { searchableName } from '#modules/people/domain/searchableName.ts'
import type { PlantedName } from './benchDatabase.ts'

/** Names of the seeded generator, half of them women's. */
export async function inventNames(count: number): Promise<readonly PlantedName[]> {
  const random = seededRandom(11)
  const lists = await readNameLists('data')
  return Array.from({ length: count }, (_, n) => {
    const { name } = inventName(random, lists, n % 2 === 0)
    return { ...name, folded: searchableName(name) }
  })
}
