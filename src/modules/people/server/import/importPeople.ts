import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { receiveFile } from '#platform/files/receive.ts'
import { writeNamed } from '#platform/files/writeNamed.ts'
import { MOST_BYTES } from '#platform/spreadsheet/limits.ts'
import type { Guess } from '../../domain/import/guessColumns.ts'
import { sayReason } from '../../domain/import/reason.ts'
import type { Subject } from '../../domain/import/subject.ts'
import { wholeState } from '../placeOfStore.ts'
import { wings } from '../wingStore.ts'
import { badRows } from './badRows.ts'
import { beginImport } from './beginImport.ts'
import { checkRows } from './checkRows.ts'
import { chooseColumns } from './chooseColumns.ts'
import { findImport, guessOf, type Import } from './importStore.ts'
import { runImport } from './runImport.ts'
import { writePeople } from './writePeople.ts'

export interface ImportWishes {
  /** What the list holds; default: people. */
  readonly subject?: Subject | undefined
  readonly path: string
  readonly fileName: string
  /** Default: the whole state. */
  readonly placeId?: string | undefined
  /** A wing's key; default: the parent body. */
  readonly wing?: string | undefined
  /** Looks, and writes nothing. */
  readonly dryRun?: boolean | undefined
  /** Where the rows that could not be taken are written, to be mended. */
  readonly badRowsTo?: string | undefined
}

/** The words are loaded when they are needed: they are made by the build. */
async function writeBadRows(ctx: Context, importId: string, path: string): Promise<void> {
  const { wordsIfAny } = await import('#platform/i18n/wordsOf.ts')
  const said = (id: string, locale: 'hi' | 'en') => wordsIfAny(id, locale) ?? id
  const pieces = await badRows(ctx, importId, {
    headings: [
      said('people_import_bad_headings_hi', 'hi'),
      said('people_import_bad_headings_en', 'en'),
      said('people_import_bad_headings_line', ctx.locale),
    ],
    field: (field) => said(`people_import_f_${field}`, ctx.locale),
    reason: (reason, locale) => sayReason(reason, (id, inputs) => wordsIfAny(id, locale, inputs)),
  })
  await writeNamed(path, pieces)
}

export interface ImportedFile {
  readonly importId: string
  readonly guess: Guess
  readonly ended: Pick<Import, 'state' | 'fault' | 'counts'>
}

/**
 * Brings in a list from end to end, as the command line does: the same verbs as behind the pages, and the same work as a worker does, here
 * and now.
 * @throws Refusal as the verbs do
 */
export async function importPeople(ctx: Context, wishes: ImportWishes): Promise<ImportedFile> {
  const { placeId, wing } = await ctx.transaction(async (tx) => {
    const found = (await wings(tx)).find(({ key, number }) => (wishes.wing ? key === wishes.wing : number === 0)) // prettier-ignore
    if (!found) throw new Refusal('badInput', { reason: 'people_c_wing_wrong' })
    return { placeId: wishes.placeId ?? (await wholeState(tx)).id, wing: found.number }
  })
  const received = await receiveFile(wishes.path, MOST_BYTES)
  const begun = {
    command: uuidv7(),
    subject: wishes.subject ?? 'people',
    placeId,
    wing,
    fileName: wishes.fileName,
  }
  const { importId } = await beginImport(ctx, begun, received).finally(() => received.discard())
  const guess = (await ctx.transaction((tx) => guessOf(tx, ctx.platform.keys, importId)))!
  const columns = {
    headingsEnd: guess.headingsEnd,
    fields: guess.columns.map(({ field }) => field),
    krutiDev: guess.columns.map(({ krutiDev }) => krutiDev),
  }
  await chooseColumns(ctx, { command: uuidv7(), importId, ...columns }, 'caller')
  await checkRows(ctx, importId)
  const state = async () => (await ctx.transaction((tx) => findImport(tx, importId)))!
  const checked = await state()
  const writes = checked.counts.new !== undefined || checked.counts.changed !== undefined
  if (!wishes.dryRun && checked.state === 'ready' && writes) {
    await runImport(ctx, { command: uuidv7(), importId }, 'caller')
    await writePeople(ctx, importId)
  }
  if (wishes.badRowsTo !== undefined) await writeBadRows(ctx, importId, wishes.badRowsTo)
  return { importId, guess, ended: await state() }
}
