import { basename } from 'node:path'
import { peopleWork } from '#modules/people/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { openPlatform } from '#platform/open.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * Brings a list of people into the organisation edition here, and says what its columns were taken for and what became of its rows. Ends with
 * status 1 when the list could not be read or the work was stopped.
 */
export async function importPeopleFrom(
  file: string,
  wishes: { place?: string; wing?: string; dryRun?: boolean; badRows?: string },
): Promise<void> {
  await withInstallation('organisation', async ({ environment }) => {
    const { platform, close } = openPlatform(environment, 4)
    try {
      const { importId, guess, ended } = await peopleWork.importPeople(
        contextFor(platform, systemActor('import people')),
        {
          path: file,
          fileName: basename(file),
          placeId: wishes.place,
          wing: wishes.wing,
          dryRun: wishes.dryRun,
          badRowsTo: wishes.badRows,
        },
      )
      for (const { heading, field, krutiDev } of guess.columns)
        if (field) console.log(`  ${heading || '—'} → ${field}${krutiDev ? ' (Kruti Dev → Unicode)' : ''}`)
      for (const [outcome, reasons] of Object.entries(ended.counts))
        for (const [reason, rows] of Object.entries(reasons))
          console.log(`  ${outcome}: ${rows}${reason === '' ? '' : ` · ${Object.values(await wordsOf(reason)).join(' · ')}`}`) // prettier-ignore
      if (ended.fault) fail(await wordsOf(ended.fault))
      else
        say({
          en: `Import ${importId}: ${ended.state === 'done' ? 'written' : 'nothing was written'}.`,
          hi: `सूची ${importId}: ${ended.state === 'done' ? 'लिखी गई' : 'कुछ नहीं लिखा गया'}।`,
        })
    } catch (error) {
      if (!isRefusal(error)) throw error
      fail(await wordsOf(Object.values(error.fields)[0] ?? error.reason ?? error.id))
    } finally {
      await close()
    }
  })
}

function fail(words: { en: string; hi: string }): void {
  say(words)
  process.exitCode = 1
}
