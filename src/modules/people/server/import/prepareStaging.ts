import { foldToken } from '#engines/matching/index.ts'
import type { Actor } from '#platform/access/actor.ts'
import { asciiDigits, parsePhone } from '#platform/accounts/phone.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { PlaceDirectory } from '../../domain/import/placeDirectory.ts'
import type { Columns } from '../../domain/import/readPerson.ts'
import { twoScriptName, type TwoScriptName } from '../../domain/person.ts'
import { areasOfState, boothsUnder, knownPlace } from '../placeOfStore.ts'
import { wings } from '../wingStore.ts'
import { mayImport } from './importPolicy.ts'
import type { Import } from './importStore.ts'
import type { Staging } from './stageRow.ts'

/** Words and names remembered; lists repeat themselves, and a bound keeps a list of noise from filling the memory. */
const REMEMBERED = 20_000

/** Remembers what a pure function said. */
function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const answer = work(text)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, answer)
    return answer
  }
}

/** Names word by word, since words repeat more than names do. */
function twoScriptsByWord(): (typed: string) => TwoScriptName {
  const word = remembering(twoScriptName)
  return (typed) => {
    // Anything but plain words goes the whole way: flags and joiners look across words.
    if (!/^[A-Za-z]+( [A-Za-z]+)*$/.test(typed)) return twoScriptName(typed)
    const words = typed.split(' ').map(word)
    return {
      name: typed,
      latin: words.map(({ latin }) => latin).join(' '),
      devanagari: words.map(({ devanagari }) => devanagari).join(' '),
      flags: [],
    }
  }
}

/** What reading a list's rows stands on: places, wings and the importer's own reach, each asked for once. */
export async function prepareStaging(
  ctx: Context,
  tx: Transaction,
  found: Import & { readonly columns: Columns },
): Promise<Staging> {
  const home = await knownPlace(tx, found.placeId)
  const known = await wings(tx)
  return {
    keys: ctx.platform.keys,
    columns: found.columns,
    reading: { phone: parsePhone, asciiDigits, twoScripts: twoScriptsByWord(), today: ctx.now },
    directory: new PlaceDirectory(home, await areasOfState(tx), await boothsUnder(tx, home)),
    wing: found.wing,
    wings: known,
    ownWings: ownWings(ctx.actor, home, known),
    fold: remembering(foldToken),
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
