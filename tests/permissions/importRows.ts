/** Bringing in lists of people: rows of the people room's table. All of them ask the one policy, so each is tried sparsely. */
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { upload } from '#tests/builders/importing.ts'
import type { Place } from '#tests/builders/network.ts'
import { badRows } from '#modules/people/server/import/badRows.ts'
import { chooseColumns } from '#modules/people/server/import/chooseColumns.ts'
import { discardImport } from '#modules/people/server/import/discardImport.ts'
import { guessAgain } from '#modules/people/server/import/guessAgain.ts'
import { runImport } from '#modules/people/server/import/runImport.ts'
import { undoImport } from '#modules/people/server/import/undoImport.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import type { Cast } from './casts.ts'
import type { Rule } from './oracle.ts'
import type { Row, Stage } from './peopleRows.ts'

/** An import as somebody above would have left it. @returns its id */
export async function importAt({ house, boss }: Stage, place: Place, wing: number, state: string) {
  const id = uuidv7()
  await sql`
    insert into people.import (id, made_by, place_id, place_lft, wing, file_name, kind, bytes, state, counts, made_at, changed_at)
    values (${id}, ${boss.personId}, ${place.id}, ${place.lft}, ${wing}, 'list.csv', 'csv', 10, ${state}, '{"new": {"": 1}}',
      ${house.clock.now()}, ${house.clock.now()})`.execute(house.owner.db)
  return id
}

export function importRows(at: () => Stage, cast: Cast): Record<string, Row> {
  // The programme has no page for lists.
  if (cast.edition === 'programme') return {}
  const rule: Rule = { [cast.coordinator]: 'within', [cast.admin]: 'within' }
  const inState = (state: string) => (place: Place, wing: number) => importAt(at(), place, wing, state)
  const step = (importId: string) => ({ command: uuidv7(), importId })
  const columns = {
    headingsEnd: 1,
    fields: ['name', 'phone'] as ('name' | 'phone')[],
    krutiDev: [false, false],
  }
  const words = { headings: ['', '', ''] as const, field: String, reason: String }
  const row = (state: string, act: Row['act']): Row => ({ rule, arrange: inState(state), act })
  return {
    beginImport: {
      rule,
      arrange: (place) => Promise.resolve(place.id),
      act: (ctx, id, _place, wing) => upload(ctx, { place: { id }, wing, file: 'Name,Mobile\nSunita,9829012345' }),
    },
    'beginImport, of appointments': {
      rule,
      arrange: (place) => Promise.resolve(place.id),
      act: (ctx, id, _place, wing) => upload(ctx, { subject: 'appointments', place: { id }, wing, file: 'Name,Role\nSunita,Trainer' }),
    },
    chooseColumns: row('columns', (ctx, id) => chooseColumns(ctx, { ...step(id), ...columns }, 'caller')),
    guessAgain: row('columns', (ctx, importId) => guessAgain(ctx, { importId, headingsEnd: 1 })),
    runImport: row('ready', (ctx, id) => runImport(ctx, step(id), 'caller')),
    undoImport: row('done', (ctx, id) => undoImport(ctx, step(id))),
    discardImport: row('ready', (ctx, id) => discardImport(ctx, step(id))),
    viewImport: row('done', viewImport),
    badRows: row('done', (ctx, id) => badRows(ctx, id, words)),
  } // prettier-ignore
}
