import type { GlimpsedRow } from '#engines/columns/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import { GLIMPSE } from './beginImport.ts'
import { CHOOSING } from './chooseColumns.ts'
import { guessColumns } from '../../domain/import/guessColumns.ts'
import { guessAgainSchema, type GuessAgain } from '../../domain/import/importRun.ts'
import { guessOf, partsOf, saveGuess } from './importStore.ts'
import { openImport } from './openImport.ts'

/** Rows up to the end of the headings that are looked at: a heading is no deeper. */
const ABOVE = 10

/**
 * Guesses anew what the columns of a list hold, from where somebody says that its headings end. Said twice it does nothing more; once the import
 * has gone on, nothing.
 * @throws Refusal badInput on `headingsEnd` where the file has no row below; as openImport
 */
export async function guessAgain(ctx: Context, input: GuessAgain): Promise<void> {
  const { importId, headingsEnd } = parse(guessAgainSchema, input)
  const { found, guess } = await ctx.transaction(async (tx) => ({
    ...(await openImport(ctx, tx, importId)),
    guess: await guessOf(tx, ctx.platform.keys, importId),
  }))
  if (!guess || !CHOOSING.has(found.state) || headingsEnd === guess.headingsEnd) return
  // Read between two transactions: whoever holds one open over a long file keeps others from the database.
  const above: GlimpsedRow[] = []
  const below: GlimpsedRow[] = []
  for await (const row of readTable({ kind: found.kind, bytes: () => partsOf(ctx, importId) }))
    if (row.line > headingsEnd) {
      if (below.push(row) >= GLIMPSE) break
    } else if (above.push(row) > ABOVE) above.shift()
  if (below.length === 0)
    throw new Refusal('badInput', { fields: { headingsEnd: 'design_columns_headings_beyond' } })
  const again = guessColumns([...above, ...below], found.subject, headingsEnd)
  await ctx.transaction(async (tx) => {
    const { found: now } = await openImport(ctx, tx, importId, true)
    const standing = await guessOf(tx, ctx.platform.keys, importId)
    if (!CHOOSING.has(now.state) || standing?.headingsEnd === headingsEnd) return
    await saveGuess(tx, ctx.platform.keys, importId, again)
    record(tx, 'people.guessAgain', `import:${importId}`, { headingsEnd })
  })
}
