import { createReadStream } from 'node:fs'
import type { GlimpsedRow } from '#engines/columns/index.ts'
import { requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import type { Received } from '#platform/files/receive.ts'
import { readTable } from '#platform/spreadsheet/readTable.ts'
import { tableKind } from '#platform/spreadsheet/tableKind.ts'
import { guessColumns } from '../../domain/import/guessColumns.ts'
import { beginImportSchema, type BeginImport } from '../../domain/import/importRun.ts'
import { placeOf } from '../placeOfStore.ts'
import { requireWingInUse } from '../wingStore.ts'
import { authoriseImport } from './importPolicy.ts'
import { insertImport, insertPart } from './importStore.ts'

/** Rows from which the columns are guessed. */
export const GLIMPSE = 200
/** Bytes of the file that are sealed together. */
const PIECE = 1024 * 1024

/**
 * Takes in a list of people or appointments for a place and a wing: keeps the file, sealed, and guesses what its columns hold. Nothing else
 * happens yet.
 * @param received the file, arrived on this machine's disk; its contents say what it is, its name does not
 * @throws Refusal forbidden, secondStepNeeded, badInput or tooLarge on `file` with what to do instead
 */
export async function beginImport(
  ctx: Context,
  input: BeginImport,
  received: Received,
): Promise<{ importId: string }> {
  const { command, ...asked } = parse(beginImportSchema, input)
  if (ctx.actor.kind !== 'system') requireSecondStep(ctx.actor)
  const kind = tableKind(received.head, received.tail)
  const file = { kind, bytes: () => createReadStream(received.path, { highWaterMark: PIECE }) }
  const rows: GlimpsedRow[] = []
  for await (const row of readTable(file)) if (rows.push(row) >= GLIMPSE) break
  if (rows.length === 0) throw new Refusal('badInput', { fields: { file: 'people_import_no_rows' } })
  const guess = guessColumns(rows, asked.subject)

  const { subject, placeId, wing, fileName } = asked
  return ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'people.beginImport', input: { ...asked, sha256: received.sha256 } },
      async () => {
        const place = await placeOf(tx, placeId)
        if (!place) throw new Refusal('badInput', { fields: { placeId: 'people_c_place_needed' } })
        authoriseImport(ctx.actor, { ...place, wing })
        await requireWingInUse(tx, wing)
        const id = uuidv7(ctx.now)
        const madeBy = ctx.actor.kind === 'person' ? ctx.actor.personId : null
        const { keys } = ctx.platform
        await insertImport(tx, keys, {
          id,
          subject,
          madeBy,
          place,
          wing,
          fileName,
          kind,
          bytes: received.bytes,
          guess,
        })
        let nth = 0
        for await (const piece of file.bytes()) await insertPart(tx, keys, id, nth++, piece as Buffer)
        record(tx, 'people.beginImport', `import:${id}`, {
          subject,
          placeId,
          wing,
          kind,
          bytes: received.bytes,
        })
        return { importId: id }
      },
    ),
  )
}
