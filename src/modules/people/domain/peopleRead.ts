import { z } from 'zod'
import { PERSON_STATES } from './ladder.ts'
import { CONFIRMED } from './peopleQuery.ts'

/** The filter of a list that a program reads. A wrong word is refused: passed over, it would find everybody. */
export const READ_PEOPLE = {
  placeId: z.guid({ error: 'people_c_place_unknown' }).optional(),
  wing: z.coerce.number({ error: 'people_wing_unknown' }).int().min(0).max(30).optional(),
  state: z.enum([...PERSON_STATES, CONFIRMED], { error: 'people_c_state_wrong' }).optional(),
}
export const readPeopleSchema = z.object({
  ...READ_PEOPLE,
  /** Id of the last person of the part before. */
  after: z.guid().optional(),
  limit: z.int().min(1).max(100),
})
export type ReadPeople = z.input<typeof readPeopleSchema>
