import { redirect } from '@sveltejs/kit'
import type { PreviewPhase } from '#modules/elections/domain/election.ts'
import { requireKeeping } from '#modules/elections/server/keeping.ts'
import { previewPhase } from '#modules/elections/server/previewPhase.ts'
import { savePhase, withdrawPhase } from '#modules/elections/server/savePhase.ts'
import { viewElection } from '#modules/elections/server/viewCalendar.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { context, locale } = event.locals
  await orSecondStep(event, () => requireKeeping(context))
  const { election, phases } = await viewElection(context, event.params.id)
  const asked = event.url.searchParams.get('phase')
  const phase = phases.find(({ id }) => id === asked)
  if (asked !== null && !phase) throw new Refusal('notFound', { reason: 'elections_phase_unknown' })
  return {
    election,
    phase: phase && {
      id: phase.id,
      version: phase.version,
      fields: {
        ...{ nameHi: phase.nameHi, nameEn: phase.nameEn, pollOn: phase.pollOn, opens: phase.opens },
        ...{ closes: phase.closes, constituencies: phase.numbers, hours: phase.typedHours },
      },
    },
    commands: { save: uuidv7(context.now), withdraw: uuidv7(context.now) },
    locale,
  }
}

/** The form's fields as the verbs take them; a new day of poll has no id yet. */
const asPhase = ({ phaseId, basedOn, ...fields }: Record<string, string>, electionId: string): PreviewPhase =>
  ({ ...fields, electionId, ...(phaseId && { phaseId, basedOn }) }) as unknown as PreviewPhase

export const actions: Actions = {
  preview: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => ({
      preview: await previewPhase(locals.context, asPhase(fields, params.id)),
      typed: fields,
    }))
  },
  save: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const { command = '' } = fields
    const saved = await attemptInWords(url, fields, async () => {
      const { phaseId } = await savePhase(locals.context, { ...asPhase(fields, params.id), command })
      return { phaseId }
    })
    if ('phaseId' in saved) redirect(303, `/elections/${params.id}?saved`)
    return saved
  },
  withdraw: async ({ locals, request, url }) => {
    const { command = '', phaseId = '', basedOn = '', withdrawnWhy = '' } = await readForm(request)
    const withdrawn = await attemptInWords(url, { withdrawnWhy }, () =>
      withdrawPhase(locals.context, { command, phaseId, basedOn, why: withdrawnWhy }),
    )
    if ('electionId' in withdrawn) redirect(303, `/elections/${withdrawn.electionId}?saved`)
    return withdrawn
  },
}
