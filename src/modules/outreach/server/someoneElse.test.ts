/** "Someone else" for every verb of the room: see tests/permissions/everybodyTries.ts. */
import { arrangeSettings } from '#tests/builders/outreach.ts'
import { ORGANISATION } from '#tests/permissions/casts.ts'
import { everybodyTries } from '#tests/permissions/everybodyTries.ts'
import { outreachLists, outreachRows } from '#tests/permissions/outreachRows.ts'

everybodyTries({
  cast: ORGANISATION,
  rows: outreachRows,
  lists: outreachLists,
  done: 'cancelMessage',
  arrange: arrangeSettings,
})
