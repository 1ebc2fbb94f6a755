import { wordGain } from '#engines/krutidev/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { asciiDigits, parsePhone } from '#platform/accounts/phone.ts'
import { readSettings } from '#platform/settings/settings.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { rolesByOwnName } from '../../domain/import/roleWords.ts'
import { PlaceDirectory } from '../../domain/import/placeDirectory.ts'
import type { Columns } from '../../domain/import/readPerson.ts'
import { foldsByWord, remembering, twoScriptsByWord } from '../../domain/import/byWord.ts'
import { formerBooths } from '#modules/places/server/index.ts'
import { areasOfState, boothsUnder, knownPlace } from '../placeOfStore.ts'
import { wings } from '../wingStore.ts'
import { mayImport } from './importPolicy.ts'
import type { Import } from './importStore.ts'
import type { Staging } from './stageRow.ts'

/** What reading a list's rows stands on: places, wings and the importer's own reach, each asked for once. */
export async function prepareStaging(
  ctx: Context,
  tx: Transaction,
  found: Import & { readonly columns: Columns },
): Promise<Staging> {
  const home = await knownPlace(tx, found.placeId)
  const known = await wings(tx)
  const ownRanks = rolesByOwnName((await readSettings(tx.db))?.ranks ?? {})
  return {
    subject: found.subject,
    keys: ctx.platform.keys,
    columns: found.columns,
    reading: {
      phone: parsePhone,
      asciiDigits,
      twoScripts: twoScriptsByWord(),
      wordGain: remembering(wordGain),
      today: ctx.now,
      ownRanks,
    },
    directory: new PlaceDirectory(
      home,
      await areasOfState(tx),
      await boothsUnder(tx, home, found.columns.fields.includes('booth')),
      found.columns.fields.some((field) => field === 'boothNumber' || field === 'booth')
        ? await formerBooths(tx)
        : [],
    ),
    wing: found.wing,
    wings: known,
    ownWings: ownWings(ctx.actor, home, known),
    fold: foldsByWord(),
  }
}

const ownWings = (
  actor: Actor,
  place: { readonly lft: number; readonly rgt: number },
  known: readonly { readonly number: number }[],
): ReadonlySet<number> =>
  new Set(
    known
      .filter(({ number }) => mayImport(actor, { ...place, wing: number }).allowed)
      .map(({ number }) => number),
  )
