import type { AnyJob } from '#platform/jobs/job.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { followMerges } from './followMerges.ts'
import { forEachRecord } from './forEachRecord.ts'
import { fillMatchKeysOften } from './matchKeysJob.ts'
import { IMPORT_JOBS } from './import/jobs.ts'
import { importPeople } from './import/importPeople.ts'
import { importsMade, takeImportBack } from './import/takeImportBack.ts'
import { forgetPeopleNightly } from './forgetPeople.ts'
import { peopleReactions } from './reactions.ts'
import { reckonActivityNightly } from './reckonActivity.ts'

/** What happens to people behind the pages: by events heard, by the mere passing of days, and by the command line's lists. */
export const peopleWork: {
  readonly reactions: readonly Reaction[]
  readonly jobs: readonly AnyJob[]
  /** For rooms above: what hangs on somebody follows her record. */
  readonly followMerges: typeof followMerges
  /** For rooms above: what befell somebody befell each of her records. */
  readonly forEachRecord: typeof forEachRecord
  readonly importPeople: typeof importPeople
  readonly takeImportBack: typeof takeImportBack
  readonly importsMade: typeof importsMade
} = {
  reactions: peopleReactions,
  jobs: [fillMatchKeysOften, reckonActivityNightly, forgetPeopleNightly, ...IMPORT_JOBS],
  followMerges,
  forEachRecord,
  importPeople,
  takeImportBack,
  importsMade,
}
