import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { chooseListColumnsSchema, type ChooseListColumns } from '../../domain/restructure/commands.ts'
import {
  chosenList,
  guessList,
  missingInList,
  type ChosenColumns,
  type ListGuess,
} from '../../domain/restructure/listColumns.ts'
import { asPlan } from './listAsPlan.ts'
import { listFileOf, saveListChoice, type ListFile } from './listFileStore.ts'
import { openPlan, openWaiting } from './openPlan.ts'
import { replaceLines } from './planStore.ts'
import { firstRows, readBooths, type ReadList } from './readPlan.ts'

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
  // Read beforehand: whoever holds a transaction open over a long list keeps others from the database.
  const read = await readAsChosen(ctx, restructureId, choice)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.chooseListColumns', input: asked }, async () => {
      await openWaiting(tx, restructureId)
      if (!read) throw new Refusal('notFound', { reason: 'places_r_columns_gone' })
      const plan = await asPlan(tx, read.list, read.day)
      await saveListChoice(tx, restructureId, choice)
      await replaceLines(tx, restructureId, plan)
      record(tx, 'places.chooseListColumns', `restructure:${restructureId}`, { fields: choice.fields })
      return { restructureId }
    }),
  )
}

/**
 * The list that was kept, read as chosen; undefined when the plan came from none or its file was forgotten.
 * @throws Refusal as openPlan; badInput on `fields` or `headingsEnd`
 */
async function readAsChosen(
  ctx: Context,
  restructureId: string,
  choice: ChosenColumns,
): Promise<{ readonly list: ReadList; readonly day: string } | undefined> {
  const kept = await ctx.transaction((tx) => openListFile(tx, ctx.platform.keys, restructureId))
  if (!kept) return undefined
  const missing = missingInList(choice.fields.map((field) => ({ field })))
  if (missing) throw new Refusal('badInput', { fields: { fields: missing } })
  const guess = await listAsChosen({ ...kept, choice })
  return { list: { guess, booths: await readBooths(kept.file, guess).catch(onColumns) }, day: kept.day }
}

/** The file of a plan's list, for whoever may see the plan; undefined as listFileOf. @throws Refusal as openPlan */
export async function openListFile(
  tx: Transaction,
  keys: KeyRing,
  id: string,
): Promise<ListFile | undefined> {
  await openPlan(tx, id)
  return listFileOf(tx, keys, id)
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
