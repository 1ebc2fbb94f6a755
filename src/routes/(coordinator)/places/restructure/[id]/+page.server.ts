import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { readForm } from '#platform/errors/parse.ts'
import { inputsOf } from '#modules/places/domain/restructure/line.ts'
import { wordsIfAny, wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { readUpload } from '#platform/web/readUpload.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import {
  linesFromFields,
  listColumnsFromFields,
  MOST_PLAN_BYTES,
} from '#modules/places/domain/restructure/commands.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'
import { chooseListColumns } from '#modules/places/server/restructure/chooseListColumns.ts'
import { discardRestructure } from '#modules/places/server/restructure/discardRestructure.ts'
import { requireRestructuring } from '#modules/places/server/restructure/listRestructures.ts'
import { mendFromFile } from '#modules/places/server/restructure/mendFromFile.ts'
import { mendLine } from '#modules/places/server/restructure/mendLine.ts'
import { viewListColumns } from '#modules/places/server/restructure/viewListColumns.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event
  requireId(params.id, 'places_r_unknown')
  const { faults, whyNot, ...plan } = await orSecondStep(event, () =>
    viewRestructure(locals.context, params.id),
  )
  // A choice that was refused comes back under its action's name.
  const chooses =
    plan.missingColumn !== undefined || ['columns', '/columns'].some((name) => url.searchParams.has(name))
  return {
    locale: locals.locale,
    command: uuidv7(),
    plan,
    // The second step of throwing it away is an address of its own: whoever has no script stands on it undisturbed.
    isDiscarding: url.searchParams.has('discard'),
    choosing: plan.hasFile && chooses ? await viewListColumns(locals.context, params.id) : undefined,
    // In words: the page need not carry every message.
    faults: faults.map(({ reason, lines, ...line }) => ({
      ...line,
      words: wordsIfAny(reason, undefined, inputsOf({ lines: lines ?? [] })) ?? wordsOf(reason),
    })),
    whyNot: whyNot && wordsOf(whyNot),
  }
}

export const actions: Actions = {
  mend: async (event) => {
    const { command = '', line = '', leaveOut, ...fields } = await readForm(event.request)
    const { id } = event.params
    return attemptInWords(event.url, fields, async () => {
      const given = linesFromFields(fields)
      await mendLine(event.locals.context, { command, restructureId: id, line, leaveOut: leaveOut !== undefined, given }) // prettier-ignore
      redirect(303, `/places/restructure/${id}`)
    })
  },
  file: async (event) => {
    const { id } = event.params
    return attemptInWords(event.url, {}, async () => {
      await requireRestructuring(event.locals.context)
      const { fields, file } = await readUpload(event.request, MOST_PLAN_BYTES, 'places_r_file_large')
      if (!file) throw new Refusal('badInput', { fields: { file: 'places_r_file_missing' } })
      const order = { command: fields.command ?? '', restructureId: id }
      await mendFromFile(event.locals.context, order, file.received).finally(() => file.received.discard())
      redirect(303, `/places/restructure/${id}`)
    })
  },
  columns: async (event) => {
    const fields = await readForm(event.request)
    const { id } = event.params
    return attemptInWords(event.url, fields, async () => {
      await chooseListColumns(event.locals.context, listColumnsFromFields({ ...fields, restructureId: id }))
      redirect(303, `/places/restructure/${id}`)
    })
  },
  apply: async (event) => {
    const { command = '', seen = '' } = await readForm(event.request)
    const { id } = event.params
    return attemptInWords(event.url, {}, async () => {
      await applyRestructure(event.locals.context, { command, restructureId: id, seen })
      redirect(303, `/places/restructure/${id}`)
    })
  },
  discard: async (event) => {
    const { command = '' } = await readForm(event.request)
    return attemptInWords(event.url, {}, async () => {
      await discardRestructure(event.locals.context, { command, restructureId: event.params.id })
      redirect(303, '/places/restructure?done=discarded')
    })
  },
}
