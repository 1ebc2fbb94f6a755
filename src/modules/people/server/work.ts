import type { AnyJob } from '#platform/jobs/job.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { forgetPeopleNightly } from './forgetPeople.ts'
import { peopleReactions } from './reactions.ts'
import { reckonActivityNightly } from './reckonActivity.ts'

/** What happens to people behind the pages: by events heard, and by the mere passing of days. */
export const peopleWork: { readonly reactions: readonly Reaction[]; readonly jobs: readonly AnyJob[] } = {
  reactions: peopleReactions,
  jobs: [reckonActivityNightly, forgetPeopleNightly],
}
