import type { AnyJob } from '#platform/jobs/job.ts'
import { checkRowsJob } from './checkRows.ts'
import { goOnWithImportsOften } from './goOnWithImports.ts'
import { takeBackJob } from './takeBack.ts'
import { writePeopleJob } from './writePeople.ts'

/** What a worker does for imports. */
export const IMPORT_JOBS: readonly AnyJob[] = [
  checkRowsJob,
  writePeopleJob,
  takeBackJob,
  goOnWithImportsOften,
]
