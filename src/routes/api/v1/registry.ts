/** Every endpoint of /api/v1, in the order in which they are documented. A route that is not here fails tests/exchange/api.test.ts. */
import type { Endpoint } from '#platform/api/endpoint.ts'
import type { Edition } from '#editions/index.ts'
import { coverage, nextVacant } from './coverage/endpoints.ts'
import { me } from './me/endpoints.ts'
import { offices } from './offices/endpoints.ts'
import { listAllEvents, listAllRegistrations } from './events/endpoints.ts'
import { listPeople, viewOnePerson } from './people/endpoints.ts'
import { findPlaces, listChildren, viewOnePlace } from './places/endpoints.ts'
import { ranks } from './ranks/endpoints.ts'
import { changeOneTask, endOneTask, giveOneTask, listAllTasks, viewOneTask } from './tasks/endpoints.ts'
import { listAllTracks } from './tracks/endpoints.ts'
import { wings } from './wings/endpoints.ts'

export const ENDPOINTS: readonly Endpoint[] = [
  me,
  ...[listPeople, viewOnePerson],
  ...[findPlaces, viewOnePlace, listChildren],
  ...[coverage, nextVacant],
  ...[offices, wings, ranks],
  ...[listAllTasks, viewOneTask, giveOneTask, changeOneTask, endOneTask],
  ...[listAllEvents, listAllRegistrations, listAllTracks],
]

/** SvelteKit's id of the route behind an endpoint. */
export const routeOf = ({ path }: Endpoint): string => `/api/v1${path.replaceAll(/\{(\w+)\}/g, '[$1]')}`

/** What an edition has: its doors say so. */
export const endpointsOf = ({ doors }: Edition): readonly Endpoint[] =>
  ENDPOINTS.filter((each) => doors.some((door) => routeOf(each).startsWith(door)))
