import { z } from 'zod'

const stands = z.object({ personId: z.guid(), placeId: z.guid(), wing: z.int() })
const office = z.object({
  appointmentId: z.guid(),
  personId: z.guid(),
  role: z.string(),
  placeId: z.guid(),
  wing: z.int().nullable(),
})

/** Of two records of one person: the one that stays answers for both. */
const merge = z.object({ mergeId: z.guid(), staysId: z.guid(), givesId: z.guid() })

/** What other programs may hear of people: who by id, where and in which wing; never a name, a number or a reason. */
export const PEOPLE_EVENTS = [
  { name: 'people.applied', words: 'api_event_people_applied', payload: stands },
  { name: 'people.placed', words: 'api_event_people_placed', payload: stands },
  { name: 'people.moved', words: 'api_event_people_moved', payload: stands },
  { name: 'people.vouched', words: 'api_event_people_vouched', payload: stands },
  { name: 'people.vouchRevoked', words: 'api_event_people_vouch_revoked', payload: stands },
  { name: 'people.declined', words: 'api_event_people_declined', payload: stands },
  { name: 'people.suspended', words: 'api_event_people_suspended', payload: stands },
  { name: 'people.reinstated', words: 'api_event_people_reinstated', payload: stands },
  { name: 'people.left', words: 'api_event_people_left', payload: stands },
  { name: 'people.appointed', words: 'api_event_people_appointed', payload: office },
  { name: 'people.appointmentEnded', words: 'api_event_people_appointment_ended', payload: office },
  { name: 'people.merged', words: 'api_event_people_merged', payload: merge },
  { name: 'people.mergeUndone', words: 'api_event_people_merge_undone', payload: merge },
] as const
