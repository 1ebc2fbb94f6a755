import { readFile } from 'node:fs/promises'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import type { Received } from '#platform/files/receive.ts'
import { tableKind } from '#platform/spreadsheet/tableKind.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { beginRestructureSchema, type BeginRestructure } from '../../domain/restructure/commands.ts'
import { missingInList } from '../../domain/restructure/listColumns.ts'
import type { ListSays } from '../../domain/restructure/view.ts'
import { asPlan, choiceOf } from './listAsPlan.ts'
import { keepListFile } from './listFileStore.ts'
import { insertPlan } from './planStore.ts'
import { readPlanOrList } from './readPlan.ts'
import { authoriseRestructure } from './restructurePolicy.ts'

/**
 * Takes in a plan from a file, or an official list of booths, which becomes a plan of new booths and new names. Nothing changes yet: it is
 * looked at, mended, and applied on its day or later.
 * @param received the file, arrived on this machine's disk; its contents say what it is, its name does not
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden; badInput or tooLarge on `file` with what to do instead
 */
export async function beginRestructure(
  ctx: Context,
  input: BeginRestructure,
  received: Received,
): Promise<{ restructureId: string; list: ListSays | null }> {
  const { command, date, fileName } = parse(beginRestructureSchema, input)
  authoriseRestructure(ctx.actor)
  const read = await readPlanOrList(received, date)
  const asked = { date, fileName, sha256: received.sha256 }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.beginRestructure', input: asked }, async () => {
      const day = date || indianDay(ctx.now)
      const isList = 'booths' in read
      const { lines, list, stands } = isList
        ? await asPlan(tx, read, day)
        : { lines: read.lines, list: null, stands: [] }
      // The same list again: every booth stands as it says, or went since.
      if (lines.length === 0 && !(isList && missingInList(read.guess.columns)))
        throw new Refusal('badInput', {
          fields: { file: list?.gone ? 'places_r_list_gone' : 'places_r_list_same' },
        })
      const id = uuidv7(ctx.now)
      await insertPlan(tx, { id, name: fileName, lines, list, stands })
      if (isList) {
        const kind = tableKind(received.head, received.tail)
        await keepListFile(tx, ctx.platform.keys, {
          id,
          kind,
          day,
          choice: choiceOf(read.guess),
          bytes: await readFile(received.path),
        })
      }
      record(tx, 'places.beginRestructure', `restructure:${id}`, {
        lines: lines.length,
        sha256: received.sha256,
      })
      return { restructureId: id, list }
    }),
  )
}
