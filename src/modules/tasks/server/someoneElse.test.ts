/** "Someone else" for every verb of the room: see tests/permissions/everybodyTries.ts. */
import { ORGANISATION } from '#tests/permissions/casts.ts'
import { everybodyTries } from '#tests/permissions/everybodyTries.ts'
import { taskLists, taskRows } from '#tests/permissions/taskRows.ts'

everybodyTries({ cast: ORGANISATION, rows: taskRows, lists: taskLists, done: 'endTask' })
