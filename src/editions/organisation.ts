import { outreachJobs, outreachReactions, outreachRules } from '#modules/outreach/server/index.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { taskJobs, taskReactions } from '#modules/tasks/server/index.ts'
import { LARGEST_BODY, PHOTO_BODY } from '#platform/web/bodyLimit.ts'
import type { Edition } from './edition.ts'

/** Rules of later rooms (election silence) join these; the jobs and the pages ask the same gate. */
const releaseRules = [...outreachRules]

/** The volunteer force. */
export const organisation: Edition = {
  name: 'organisation',
  rooms: ['places', 'people', 'tasks', 'outreach', 'coverage'],
  doors: ['/(public)', '/(volunteer)', '/(coordinator)', '/(organisation)', '/api', '/(platform)'],
  // A report may carry a photo; a list of people or a plan of places is read piece by piece.
  bodies: {
    '/(volunteer)/tasks/[id]': PHOTO_BODY,
    '/(volunteer)/sync': PHOTO_BODY,
    '/(coordinator)/people/import': LARGEST_BODY,
    '/(coordinator)/places/restructure': PHOTO_BODY,
    '/(coordinator)/places/restructure/[id]': PHOTO_BODY,
  },
  start: '/today',
  worksOffline: true,
  reactions: [...peopleWork.reactions, ...taskReactions, ...outreachReactions],
  jobs: [...peopleWork.jobs, ...taskJobs, ...outreachJobs(releaseRules)],
  releaseRules,
}
