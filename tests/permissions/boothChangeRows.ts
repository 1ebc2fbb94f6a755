import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { answerBoothChange } from '#modules/people/server/answerBoothChange.ts'
import type { Place } from '#tests/builders/network.ts'
import type { Rule } from './oracle.ts'
import type { Row, Stage } from './peopleRows.ts'

/** A person of a place with something that a restructure did to her booth. @returns its id */
export async function boothChangeAt(
  stage: Stage,
  place: Place,
  wing: number,
  asks: boolean,
): Promise<string> {
  const [id, restructureId] = [uuidv7(), uuidv7()]
  const { network, house } = stage
  const now = house.clock.now()
  const person = await network.person({ place, wing, state: 'vouched' })
  await sql`insert into places.restructure (id, name, state, made_at, applied_at) values (${restructureId}, '', 'applied', ${now}, ${now})`.execute(
    house.owner.db,
  )
  // A part beside the place itself: where nothing else is left to choose, nothing is asked.
  const part = network.tree.places.find(({ id, level }) => level === 'booth' && id !== place.id)!
  await sql`insert into places.change (restructure_id, kind, place_id, other_id, on_date)
    values (${restructureId}, 'split', ${part.id}, ${place.id}, ${now})`.execute(house.owner.db)
  await sql`insert into people.booth_change (id, person_id, restructure_id, from_id, to_id, asks, at)
    values (${id}, ${person.id}, ${restructureId}, ${place.id}, ${place.id}, ${asks}, ${now})`.execute(
    house.owner.db,
  )
  return id
}

/** Which part of a split booth is somebody's is said by whoever leads her, beside herself (tests/restructure/boothChanges.test.ts). */
export const boothChangeRows = (at: () => Stage, leaders: Rule): Readonly<Record<string, Row>> => ({
  answerBoothChange: {
    rule: leaders,
    unseen: 'people_booth_change_settled',
    arrange: (place, wing) => boothChangeAt(at(), place, wing, false),
    act: (ctx, changeId) => answerBoothChange(ctx, { command: uuidv7(), changeId }),
  },
})
