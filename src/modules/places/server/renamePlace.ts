import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { renamePlaceSchema, type RenamePlace } from '../domain/placeNames.ts'
import { searchWordsOf } from '../domain/searchWords.ts'
import { lockTree } from './loadStore.ts'
import { saveNames } from './nameStore.ts'
import { byId } from './placeStore.ts'
import { mayRename } from './policy.ts'
import { insertChanges } from './restructure/planStore.ts'

/**
 * Says what a booth is called, in both scripts; the same names again confirm them. From then on the Hindi name is no longer derived, and
 * loading the source leaves both alone. Search finds the new names at once.
 * @throws Refusal notSignedIn, badInput, notFound; forbidden outside one's scope, and for official names above the booths
 */
export async function renamePlace(ctx: Context, input: RenamePlace): Promise<{ placeId: string }> {
  const { command, ...asked } = parse(renamePlaceSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.rename', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      // One change of names at a time, the loader's included: the words that search knows are counted.
      await lockTree(tx)
      const place = await byId(tx, asked.placeId)
      if (!place) throw new Refusal('notFound', { reason: 'places_unknown' })
      authorise(mayRename(actor, place))
      const { nameHi, nameEn } = asked
      await saveNames(tx, place.id, {
        nameHi,
        nameEn,
        searchWords: searchWordsOf({ ...place, nameHi, nameEn }),
      })
      const { nameHi: wasHi, nameEn: wasEn } = place
      if (wasHi !== nameHi || wasEn !== nameEn)
        await insertChanges(tx, null, [
          {
            line: null,
            kind: 'rename',
            onDate: indianDay(ctx.now),
            placeId: place.id,
            otherId: null,
            handsOver: false,
            was: { nameHi: wasHi, nameEn: wasEn },
            became: { nameHi, nameEn },
          },
        ])
      record(tx, 'places.rename', `place:${place.id}`, {
        before: { nameHi: place.nameHi, nameEn: place.nameEn, derived: place.nameHiDerived },
        after: { nameHi, nameEn },
      })
      await announce(tx, 'places.renamed', { placeId: place.id })
      return { placeId: place.id }
    }),
  )
}
