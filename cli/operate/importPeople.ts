import { basename } from 'node:path'
import { fewReasons, readReason } from '#modules/people/domain/import/reason.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { say } from '../say.ts'
import { asTheHouse, fail } from './asTheHouse.ts'
import { isSameFile, OVER_THE_LIST } from './isSameFile.ts'
import { wordsOf } from './wordsOf.ts'

/**
 * Brings a list of people or appointments into the organisation edition here, and says what its columns were taken for and what became of its
 * rows. Ends with status 1 when the list could not be read or the work was stopped.
 */
export async function importListFrom(
  file: string,
  wishes: {
    subject: 'people' | 'appointments'
    place?: string
    wing?: string
    dryRun?: boolean
    badRows?: string
  },
): Promise<void> {
  if (isSameFile(file, wishes.badRows)) return fail(OVER_THE_LIST)
  await asTheHouse(`import ${wishes.subject}`, async (ctx) => {
    const { importId, guess, ended } = await peopleWork.importPeople(ctx, {
      subject: wishes.subject,
      path: file,
      fileName: basename(file),
      placeId: wishes.place,
      wing: wishes.wing,
      dryRun: wishes.dryRun,
      badRowsTo: wishes.badRows,
    })
    for (const { heading, field, krutiDev, someOldFont } of guess.columns)
      if (field)
        console.log(
          `  ${heading || '—'} → ${field}${someOldFont ? ' (some cells: Kruti Dev → Unicode)' : krutiDev ? ' (Kruti Dev → Unicode)' : ''}`,
        )
    for (const [outcome, reasons] of Object.entries(ended.counts))
      for (const [reason, rows] of Object.entries(fewReasons(reasons))) {
        const { id, inputs } = readReason(reason)
        const said = id === '' ? [] : Object.values(await wordsOf(id, inputs))
        console.log([`  ${outcome}: ${rows}`, ...said].join(' · '))
      }
    if (ended.fault) return fail(await wordsOf(ended.fault))
    say({
      en: `Import ${importId}: ${ended.state === 'done' ? 'written' : 'nothing was written'}.`,
      hi: `सूची ${importId}: ${ended.state === 'done' ? 'लिखी गई' : 'कुछ नहीं लिखा गया'}।`,
    })
  })
}
