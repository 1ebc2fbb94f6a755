/** "Someone else" for every verb of the room: see tests/permissions/everybodyTries.ts. */
import { ORGANISATION } from '#tests/permissions/casts.ts'
import { everybodyTries } from '#tests/permissions/everybodyTries.ts'
import { eventLists, eventRows } from '#tests/permissions/eventRows.ts'

everybodyTries({ cast: ORGANISATION, rows: eventRows, lists: eventLists, done: 'moveEvent' })
