import { peopleWork } from '#modules/people/server/index.ts'
import type { Edition } from './edition.ts'

/** The public-benefit field programme. Its other rooms come later; the wall stands from the first day. */
export const programme: Edition = {
  name: 'programme',
  rooms: ['places', 'people'],
  doors: ['/(public)', '/(programme)', '/api', '/(platform)'],
  bodies: {},
  start: '/record',
  worksOffline: false,
  reactions: peopleWork.reactions,
  jobs: peopleWork.jobs,
  releaseRules: [],
}
