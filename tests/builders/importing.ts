import type { Context } from '#platform/context.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { receive } from '#platform/files/receive.ts'
import { beginImport } from '#modules/people/server/import/beginImport.ts'
import { chooseColumns } from '#modules/people/server/import/chooseColumns.ts'
import { checkRows } from '#modules/people/server/import/checkRows.ts'
import { guessOf } from '#modules/people/server/import/importStore.ts'
import { runImport } from '#modules/people/server/import/runImport.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import { writePeople } from '#modules/people/server/import/writePeople.ts'
import type { Subject } from '#modules/people/domain/import/subject.ts'
import type { TestPlatform } from '../database/testPlatform.ts'

export interface ImportedList {
  /** Default: people. */
  readonly subject?: Subject
  readonly place: { readonly id: string }
  readonly wing: number
  /** The file's text or bytes. */
  readonly file: string | Buffer
}

const arrived = (file: string | Buffer) =>
  receive(
    (async function* () {
      yield Buffer.from(file)
    })(),
    64 * 1024 * 1024,
  )

/** Uploads a list as somebody. @returns the import's id */
export async function upload(
  ctx: Context,
  { subject = 'people', place, wing, file }: ImportedList,
): Promise<string> {
  const received = await arrived(file)
  const order = { command: uuidv7(), subject, placeId: place.id, wing, fileName: 'list.csv' }
  const { importId } = await beginImport(ctx, order, received).finally(() => received.discard())
  return importId
}

/** The same, with the guessed columns confirmed and every row looked at, as the worker does. */
export async function uploadAndCheck(house: TestPlatform, ctx: Context, list: ImportedList): Promise<string> {
  const importId = await upload(ctx, list)
  const guess = (await ctx.transaction((tx) => guessOf(tx, ctx.platform.keys, importId)))!
  await chooseColumns(
    ctx,
    {
      command: uuidv7(),
      importId,
      headingsEnd: guess.headingsEnd,
      fields: guess.columns.map(({ field }) => field),
      krutiDev: guess.columns.map(({ krutiDev }) => krutiDev),
    },
    'caller',
  )
  await checkRows(house.asSystem(), importId)
  return importId
}

/** From the file to the people. */
export async function importList(house: TestPlatform, ctx: Context, list: ImportedList) {
  const importId = await uploadAndCheck(house, ctx, list)
  const preview = await viewImport(ctx, importId)
  await runImport(ctx, { command: uuidv7(), importId }, 'caller')
  await writePeople(house.asSystem(), importId)
  return { importId, preview, done: await viewImport(ctx, importId) }
}
