import { PEOPLE_EVENTS } from '#modules/people/domain/publishedEvents.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { webhookReactions } from '#platform/webhooks/fanOut.ts'
import { PLACE_EVENTS } from '#modules/places/domain/publishedEvents.ts'
import type { Edition } from './edition.ts'

const events = [...PEOPLE_EVENTS, ...PLACE_EVENTS]

/** The public-benefit field programme. Its other rooms come later; the wall stands from the first day. */
export const programme: Edition = {
  name: 'programme',
  rooms: ['places', 'people', 'schemes'],
  doors: [
    '/(public)',
    '/(programme)',
    '/(schemes)',
    '/(platform)',
    '/api/me',
    '/api/v1/me',
    '/api/v1/people',
    '/api/v1/places',
    '/api/v1/offices',
    '/api/v1/wings',
    '/api/v1/ranks',
    '/api/v1/openapi.json',
  ],
  bodies: {},
  start: '/record',
  worksOffline: false,
  events,
  reactions: [...peopleWork.reactions, ...webhookReactions(events)],
  jobs: peopleWork.jobs,
  releaseRules: [],
}
