import type { InventedPerson } from './inventedPerson.ts'

/** Fewer people in a constituency know one another: nobody joins twice. */
const FROM_PEOPLE = 12

/**
 * Lets two of a constituency's newcomers be people who are there already: one joined again with the same phone and wrote her name in the
 * other script, one after the number had changed. So a coordinator finds what to look for in "one person twice?".
 */
export function writtenTwice(people: readonly InventedPerson[]): InventedPerson[] {
  if (people.length < FROM_PEOPLE) return [...people]
  const known = people.filter(({ state }) => state === 'vouched')
  const newcomers = people.filter(({ state }) => state === 'placed')
  const again = new Map<InventedPerson, InventedPerson>()
  for (const [nth, newcomer] of newcomers.slice(0, 2).entries()) {
    const self = known[2 * nth + 1]
    if (!self) break
    again.set(newcomer, {
      ...newcomer,
      name: self.name,
      typedInHindi: !self.typedInHindi,
      phone: nth === 0 ? self.phone : newcomer.phone,
      place: self.place,
      wing: self.wing,
    })
  }
  return people.map((person) => again.get(person) ?? person)
}
