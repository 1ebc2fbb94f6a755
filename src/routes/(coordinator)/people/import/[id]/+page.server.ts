import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsIfAny, wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { orSecondStep, withSecondStep } from '#platform/web/signedIn.ts'
import { judgeCell } from '#engines/krutidev/index.ts'
import { columnsFromFields, type ImportStep } from '#modules/people/domain/import/importRun.ts'
import { sameHeadings } from '#modules/people/domain/import/sameHeadings.ts'
import { OUTCOMES } from '#modules/people/domain/import/judge.ts'
import { fewReasons, sayReason } from '#modules/people/domain/import/reason.ts'
import { chooseColumns } from '#modules/people/server/import/chooseColumns.ts'
import { guessAgain } from '#modules/people/server/import/guessAgain.ts'
import { discardImport } from '#modules/people/server/import/discardImport.ts'
import { runImport } from '#modules/people/server/import/runImport.ts'
import { undoImport } from '#modules/people/server/import/undoImport.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import type { Context } from '#platform/context.ts'
import type { RequestEvent } from './$types'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  // The page asks again under this name while the house is at work.
  event.depends('people:import')
  const { locals, params, url } = event
  requireId(params.id, 'people_import_unknown')
  const seen = await orSecondStep(event, () => viewImport(locals.context, params.id))
  const { guess, ...shown } = seen
  return {
    locale: locals.locale,
    command: uuidv7(),
    shown: {
      ...shown,
      fault: shown.fault && wordsOf(shown.fault),
      problems: shown.problems.map(({ reason, ...row }) => ({ ...row, reason: inWords(reason) })),
    },
    unreadTwins: sameHeadings(shown.columns?.headings ?? [], shown.columns?.fields ?? []),
    // Each reason with its count, in words: the page need not carry every message.
    ends: OUTCOMES.flatMap((outcome) =>
      Object.entries(fewReasons(shown.counts[outcome] ?? {})).map(([reason, rows]) => ({
        outcome,
        reason: reason === '' ? '' : inWords(reason),
        rows,
      })),
    ),
    isGuessedAgain: url.searchParams.has('again'),
    choosing: shown.state === 'columns' || ['columns', '/columns'].some((name) => url.searchParams.has(name)) ? guess && previewed(guess) : undefined,
  }
} // prettier-ignore

const inWords = (reason: string): string =>
  sayReason(reason, (id, inputs) => wordsIfAny(id, undefined, inputs) ?? wordsOf(id))

/** The guess with what its columns in an old font become. */
const previewed = (guess: NonNullable<Awaited<ReturnType<typeof viewImport>>['guess']>) => ({
  headingsEnd: guess.headingsEnd,
  columns: guess.columns.map((column) => ({
    ...column,
    converted: column.krutiDev
      ? column.examples.map((text) => judgeCell(text, column.someOldFont ? 'some' : 'all').text)
      : [],
  })),
})

const step =
  (verb: (ctx: Context, input: ImportStep) => Promise<void>, to?: string) => async (event: RequestEvent) => {
    withSecondStep(event)
    const fields = await readForm(event.request)
    const { id } = event.params
    return attemptInWords(event.url, {}, async () => {
      await verb(event.locals.context, { command: fields.command ?? '', importId: id })
      redirect(303, to ?? `/people/import/${id}`)
    })
  }

export const actions: Actions = {
  columns: async (event) => {
    withSecondStep(event)
    const fields = await readForm(event.request)
    const { id } = event.params
    return attemptInWords(event.url, fields, async () => {
      const { headingsEnd = '', guessedFor = headingsEnd } = fields
      if (headingsEnd !== guessedFor) {
        await guessAgain(event.locals.context, { importId: id, headingsEnd })
        redirect(303, `/people/import/${id}?columns&again`)
      }
      await chooseColumns(event.locals.context, columnsFromFields({ ...fields, importId: id }))
      redirect(303, `/people/import/${id}`)
    })
  },
  run: step((ctx, input) => runImport(ctx, input)),
  undo: step(undoImport),
  discard: step(discardImport, '/people/import'),
}
