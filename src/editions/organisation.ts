import { peopleWork } from '#modules/people/server/index.ts'
import { taskJobs, taskReactions } from '#modules/tasks/server/index.ts'
import { LARGEST_BODY } from '#platform/web/bodyLimit.ts'
import type { Edition } from './edition.ts'

/** The volunteer force. */
export const organisation: Edition = {
  name: 'organisation',
  rooms: ['places', 'people', 'tasks', 'coverage'],
  doors: ['/(public)', '/(volunteer)', '/(coordinator)', '/(organisation)', '/api', '/(platform)'],
  // A report may carry a photo.
  bodies: { '/(volunteer)/tasks/[id]': LARGEST_BODY },
  reactions: [...peopleWork.reactions, ...taskReactions],
  jobs: [...peopleWork.jobs, ...taskJobs],
}
