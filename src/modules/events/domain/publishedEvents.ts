import { z } from 'zod'
import { EVENT_STATES } from './event.ts'
import { REGISTRATION_STATES } from './seats.ts'

const event = z.object({ eventId: z.guid() })
const session = event.extend({ sessionId: z.guid() })
const registration = event.extend({ registrationId: z.guid() })
const inState = registration.extend({ state: z.enum(REGISTRATION_STATES) })

/** What other programs may hear of camps and conventions: which, and whose registration by its own id; who that is, `GET /events/{id}/registrations` tells. */
export const CAMP_EVENTS = [
  {
    name: 'events.created',
    words: 'api_event_events_created',
    payload: event.extend({ placeId: z.guid(), wing: z.int().nullable() }),
  },
  { name: 'events.changed', words: 'api_event_events_changed', payload: event },
  {
    name: 'events.stateChanged',
    words: 'api_event_events_state',
    payload: event.extend({ state: z.enum(EVENT_STATES) }),
  },
  { name: 'events.sessionMoved', words: 'api_event_events_session_moved', payload: session },
  { name: 'events.sessionCancelled', words: 'api_event_events_session_cancelled', payload: session },
  { name: 'events.registered', words: 'api_event_events_registered', payload: inState },
  { name: 'events.registrationChanged', words: 'api_event_events_registration', payload: inState },
  { name: 'events.attendanceChanged', words: 'api_event_events_attendance', payload: registration },
] as const
