/** "Someone else" for every verb of the room: see tests/permissions/everybodyTries.ts. */
import { ORGANISATION } from '#tests/permissions/casts.ts'
import { everybodyTries } from '#tests/permissions/everybodyTries.ts'
import { learningLists, learningRows } from '#tests/permissions/learningRows.ts'

everybodyTries({ cast: ORGANISATION, rows: learningRows, lists: learningLists, done: 'sendBackProof' })
