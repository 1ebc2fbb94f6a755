import { peopleJobs, peopleReactions } from '#modules/people/server/index.ts'
import type { Edition } from './edition.ts'

/** The volunteer force. */
export const organisation: Edition = {
  name: 'organisation',
  rooms: ['places', 'people', 'coverage'],
  doors: ['/(public)', '/(volunteer)', '/(coordinator)', '/(organisation)', '/api', '/(platform)'],
  reactions: peopleReactions,
  jobs: peopleJobs,
}
