/** Lists in which some people stand twice: the truth is known, the matcher is not asked. */
import { chanceOf } from './chance.ts'
import { write, type Written } from './noise.ts'
import { populate } from './population.ts'

export type { Written } from './noise.ts'

/** Everybody once, and this share of them a second time. */
const TWICE = 0.25

/**
 * A made-up list with duplicates.
 * @param people how many different people; about 55 % of the households have one member, the others two to five who are easily confused
 */
export function noisyList(seed: number, people: number): readonly Written[] {
  const chance = chanceOf(seed)
  return populate(chance, people).flatMap((person) => {
    const script = chance.is(0.5) ? 'hi' : 'en'
    const first = write(chance, person, false, script)
    return chance.is(TWICE) ? [first, write(chance, person, true, script)] : [first]
  })
}
