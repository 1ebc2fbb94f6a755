import { record } from '#platform/audit/append.ts'
import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { mayExportFrom } from '#modules/people/server/index.ts'
import { csvQuery, type CsvQuery } from '../domain/query.ts'
import { everyBooth } from './boothStore.ts'
import { boothsAsCsv } from './csv.ts'
import { scopeOfQuestion } from './scopeOfQuestion.ts'

/**
 * All booths of a place with their state, as a file for a spreadsheet. Holds no person, yet which booths are vacant is the organisation's
 * own knowledge: it needs the second step and the right to export, and is noted in the audit log.
 * @throws Refusal notSignedIn, secondStepNeeded, badInput, notFound, or forbidden
 */
export async function coverageCsv(ctx: Context, input: CsvQuery): Promise<{ name: string; text: string }> {
  const asked = parse(csvQuery, input)
  requireSecondStep(ctx.actor)
  return ctx.transaction(async (tx) => {
    const { place, wings } = await scopeOfQuestion(ctx, tx, asked)
    authorise(await mayExportFrom(tx, place, wings ?? [null]))
    const booths = await everyBooth(tx, { place, wings, state: asked.state })
    record(tx, 'coverage.export', `place:${place.id}`, {
      booths: booths.length,
      state: asked.state ?? null,
      wings,
    })
    return { name: fileName(place.nameEn, asked.state), text: boothsAsCsv(booths, ctx.locale) }
  })
}

/** Letters, digits and hyphens only: safe in a header and on every disk. */
const fileName = (place: string, state: string | undefined): string =>
  `coverage-${place
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')}${state ? `-${state}` : ''}.csv`
