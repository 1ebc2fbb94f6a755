import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { chooseListColumnsSchema, type ChooseListColumns } from '../../domain/restructure/commands.ts'
import { chosenList, guessList, missingInList, type ListGuess } from '../../domain/restructure/listColumns.ts'
import { asPlan } from './listAsPlan.ts'
import { listFileOf, saveListChoice, type ListFile } from './listFileStore.ts'
import { openWaiting } from './openPlan.ts'
import { replaceLines } from './planStore.ts'
import { firstRows, readBooths } from './readPlan.ts'

/**
 * Says what the columns of a list of booths hold, where the guess was wrong, and reads the whole list anew: the plan's lines are then those of
 * this reading, and lines that were mended before are not.
 * @throws Refusal as openWaiting; badInput on `fields` or `headingsEnd`; notFound when the plan came from no list or its file was forgotten
 */
export async function chooseListColumns(
  ctx: Context,
  input: ChooseListColumns,
): Promise<{ restructureId: string }> {
  const { command, ...asked } = parse(chooseListColumnsSchema, input)
  const { restructureId, ...choice } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.chooseListColumns', input: asked }, async () => {
      await openWaiting(tx, restructureId)
      const kept = await listFileOf(tx, ctx.platform.keys, restructureId)
      if (!kept) throw new Refusal('notFound', { reason: 'places_r_columns_gone' })
      const missing = missingInList(choice.fields.map((field) => ({ field })))
      if (missing) throw new Refusal('badInput', { fields: { fields: missing } })
      const guess = await listAsChosen({ ...kept, choice })
      const booths = await readBooths(kept.file, guess).catch(onColumns)
      const plan = await asPlan(tx, { booths, guess }, kept.day)
      await saveListChoice(tx, restructureId, choice)
      await replaceLines(tx, restructureId, plan)
      record(tx, 'places.chooseListColumns', `restructure:${restructureId}`, { fields: choice.fields })
      return { restructureId }
    }),
  )
}

/** The columns of a kept list as they were chosen last. */
export async function listAsChosen({ file, choice }: ListFile): Promise<ListGuess> {
  const rows = await firstRows(file)
  const guessed = guessList(rows)
  if (!guessed) throw new Error('a list that was kept is none')
  return chosenList(rows, guessed, choice)
}

/** What is wrong with the list as chosen is said where it was chosen. */
function onColumns(error: unknown): never {
  const reason = isRefusal(error) ? error.fields.file : undefined
  if (reason === 'places_r_no_lines')
    throw new Refusal('badInput', { fields: { headingsEnd: 'design_columns_headings_beyond' } })
  throw reason === undefined ? error : new Refusal('badInput', { fields: { fields: reason } })
}
