/** What the state has decided about a person no level below undoes: rows of the people room's table. */
import { sql } from 'kysely'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { reinstatePerson } from '#modules/people/server/reinstatePerson.ts'
import { suspendPerson } from '#modules/people/server/suspendPerson.ts'
import { vouchForPerson } from '#modules/people/server/vouchForPerson.ts'
import type { Place } from '#tests/builders/network.ts'
import type { Rule } from './oracle.ts'
import type { Row, Stage } from './peopleRows.ts'

export function suspensionRows(at: () => Stage, coordinators: Rule, admin: Role): Record<string, Row> {
  const suspended = async (place: Place, wing: number) => {
    const { house, network, boss } = at()
    const person = await network.person({ place, wing, state: 'vouched' })
    await suspendPerson(house.as(boss), { command: uuidv7(), personId: person.id, reason: 'harassment' })
    return person
  }
  return {
    'reinstatePerson, whom an administrator of the state suspended': {
      rule: { [admin]: 'within' },
      reaches: 'state',
      arrange: async (place, wing) => (await suspended(place, wing)).id,
      act: (ctx, personId) => reinstatePerson(ctx, { command: uuidv7(), personId, reason: 'settled' }),
    },
    'vouchForPerson, whom the state suspended under the same name and phone': {
      rule: coordinators,
      reaches: 'state',
      arrange: async (place, wing) => {
        const { house, network } = at()
        const { id, name, phone } = await suspended(place, wing)
        await sql`update people.person set state = 'left' where id = ${id}`.execute(house.owner.db)
        return (await network.person({ place, wing, state: 'placed', name, phone })).id
      },
      act: (ctx, personId) => vouchForPerson(ctx, { command: uuidv7(), personId }),
      onlyBooths: 'people_c_not_waiting',
    },
  }
}
