import { noteNumbers } from '#platform/access/treeLock.ts'
import type { Transaction } from '#platform/context.ts'
import type { Plan, PlaceChange } from '../../domain/restructure/plan.ts'
import { renumber } from '../../domain/restructure/renumber.ts'
import { searchWordsOf } from '../../domain/searchWords.ts'
import { refreshSearchWords } from '../loadStore.ts'
import { insertChanges } from './planStore.ts'
import { redrawOutlines } from './redrawOutlines.ts'
import * as treeStore from './treeStore.ts'

/** A tree as it is to be, and what changes in it. */
type Tree = Pick<Plan, 'changes' | 'places'>

/** Writes what was worked out: the tree first, then what is searched and drawn of it, then everything that stands at its places. */
export async function writeTree(tx: Transaction, restructureId: string, worked: Tree): Promise<void> {
  const { places, changes } = worked
  const [gone, used] = [await treeStore.endedBefore(tx), await treeStore.numbersUsed(tx)]
  const { standing, ended } = renumber(places.values(), gone, used)

  const beginnings = new Map(changes.flatMap((change) => (begins(change) ? [[change.placeId, change]] : [])))
  const inTree = new Map(standing.map((place) => [place.id, place]))
  await treeStore.insertBeginning(
    tx,
    [...beginnings].flatMap(([id, { onDate, otherId }]) => {
      const place = inTree.get(id)
      if (!place) return []
      const searchWords = searchWordsOf({ ...place, attributes: {} })
      return [{ ...place, begunOn: onDate, fromId: otherId, searchWords }]
    }),
  )
  await treeStore.renumberStanding(
    tx,
    standing.filter(({ begins: fresh }) => !fresh),
  )
  const endings = changes.flatMap(({ kind, placeId, otherId, onDate }) =>
    kind === 'merge' || kind === 'close' ? [{ id: placeId, heirId: otherId!, onDate }] : [],
  )
  await treeStore.writeEnded(tx, ended, endings)
  await writeNewNames(tx, worked)
  await insertChanges(tx, restructureId, changes)
  await treeStore.refreshContext(tx)
  await refreshSearchWords(tx)
  await redrawOutlines(tx, worked)
  const root = standing.find(({ parentId }) => parentId === null)
  if (root) await noteNumbers(tx, { low: root.lft, high: root.rgt })
  await treeStore.letRoomsFollow(tx, restructureId)
}

const begins = ({ kind }: PlaceChange): boolean => kind === 'new' || kind === 'split'

/** Names and numbers of places that stood before. A place above booths is found by its former name too. */
async function writeNewNames(tx: Transaction, { changes, places }: Tree): Promise<void> {
  const renamed = changes.filter(
    ({ kind, became }) =>
      !begins({ kind } as PlaceChange) && ('nameHi' in became || 'nameEn' in became || 'code' in became),
  )
  const byPlace = Map.groupBy(renamed, ({ placeId }) => placeId)
  const ids = [...byPlace.keys()]
  const attributes = await treeStore.attributesOf(tx, ids)
  await treeStore.writeNames(
    tx,
    ids.map((id) => {
      const place = places.get(id)!
      const own = byPlace.get(id)!
      const was = own.map((change) => change.was)
      const [formerHi, formerEn] = [
        was.flatMap((each) => each.nameHi ?? []),
        was.flatMap((each) => each.nameEn ?? []),
      ]
      const known = attributes.get(id) ?? {}
      const also =
        place.level === 'booth'
          ? known
          : {
              ...known,
              alsoHi: [...new Set([...(known.alsoHi ?? []), ...formerHi])],
              alsoEn: [...new Set([...(known.alsoEn ?? []), ...formerEn])],
            }
      const named = formerHi.length + formerEn.length > 0
      return {
        ...place,
        renamed: named,
        derived: own.some(({ became }) => became.nameHiDerived === true),
        namedAt: own.findLast(({ became }) => became.namedAt !== undefined)?.became.namedAt,
        attributes: also,
        searchWords: searchWordsOf({ ...place, attributes: also }),
      }
    }),
  )
}
