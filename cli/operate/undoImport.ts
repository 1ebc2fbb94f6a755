import { isUuid } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { placesWork } from '#modules/places/server/index.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { undoPlaces } from './undoPlaces.ts'
import { wordsOf } from './wordsOf.ts'

/** How the page calls what an undo did; an appointment is ended, not removed. */
const wordFor = (undone: string, subject: string): string =>
  undone === 'removed' && subject === 'appointments'
    ? 'people_import_undone_ended'
    : `people_import_undone_${undone}`

/** Says the newest imports with their ids. */
export async function sayImports(): Promise<void> {
  await asTheHouse('import list', async (ctx) => {
    const imports = await peopleWork.importsMade(ctx)
    const plans = await placesWork.listRestructures(ctx)
    for (const { id, madeAt, state, undoneBy, name } of plans)
      console.log(
        `${id}  ${madeAt.toISOString().slice(0, 16)}  places  ${undoneBy ? 'undone' : state}  ${name || '—'}`,
      )
    if (imports.length + plans.length === 0)
      return say({ en: 'No list was imported yet.', hi: 'अभी कोई सूची नहीं लाई गई।' })
    for (const { id, madeAt, subject, state, fileName, placeEn } of imports)
      console.log(`${id}  ${madeAt.toISOString().slice(0, 16)}  ${subject}  ${state}  ${fileName || '—'}  ${placeEn}`) // prettier-ignore
  })
}

/** Takes an import back and says what is kept, line by line, and why. Ends with status 1 when it cannot be taken back. */
export async function undoImportOf(id: string): Promise<void> {
  if (!isUuid(id)) return fail(await wordsOf('people_import_unknown'))
  await asTheHouse('import undo', async (ctx) => {
    const taken = await peopleWork.takeImportBack(ctx, id).catch((error: unknown) => {
      // No list of people has this id: one of places may.
      if (isRefusal(error) && error.reason === 'people_import_unknown') return undefined
      throw error
    })
    if (!taken) return undoPlaces(ctx, id, false)
    const { ended, undoCounts, kept } = taken
    for (const [undone, rows] of Object.entries(undoCounts))
      console.log(`  ${undone}: ${rows} · ${Object.values(await wordsOf(wordFor(undone, ended.subject))).join(' · ')}`) // prettier-ignore
    for (const { line, nameEn, undone } of kept)
      console.log(`    ${line}  ${nameEn}  ${(await wordsOf(wordFor(undone, ended.subject))).en}`)
    if (ended.fault) return fail(await wordsOf(ended.fault))
    say({ en: `Import ${id} was taken back.`, hi: `सूची ${id} वापस ली गई।` })
  })
}
