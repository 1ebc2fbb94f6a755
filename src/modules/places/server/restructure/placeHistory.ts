import { z } from 'zod'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { placeOn } from '../../domain/restructure/history.ts'
import type { HistoryView } from '../../domain/restructure/view.ts'
import { placeById } from '../places.ts'
import { namedPlaces } from './namedPlacesStore.ts'
import { changesOf, endingOf } from './planStore.ts'
import { viewChange } from './viewChange.ts'

/**
 * What a place was: each change by its day, and what it was called, which number it had and where it lay on one day. Of public places, so anybody
 * may ask. An ended place is answered as itself, with its heir.
 * @param day in India, `2026-11-25`; default: today
 * @throws Refusal notFound
 */
export async function placeHistory(ctx: Context, placeId: string, day?: string): Promise<HistoryView> {
  return ctx.transaction(async (tx) => {
    const place = await placeById(tx, placeId)
    if (!place) throw new Refusal('notFound', { reason: 'places_unknown' })
    const asked = isDay(day) ? day : indianDay(ctx.now)
    const changes = await changesOf(tx, placeId)
    const { endedOn, heirId } = await endingOf(tx, placeId)
    const then = placeOn(place, changes, asked)
    const known = await namedPlaces(tx, [
      placeId,
      heirId,
      then.parentId,
      ...changes.flatMap((change) => [
        change.placeId,
        change.otherId,
        change.was.parentId,
        change.became.parentId,
      ]),
    ])
    const named = (id: string | null | undefined) => (id ? (known.get(id) ?? null) : null)
    return {
      place: named(placeId)!,
      endedOn,
      heir: named(heirId),
      changes: changes.map((change) => ({
        ...viewChange(change, named),
        about: change.placeId === placeId ? 'self' : change.kind === 'split' ? 'part' : 'joined',
      })),
      then: {
        day: asked,
        stood: then.stood,
        code: then.code,
        nameHi: then.nameHi,
        nameEn: then.nameEn,
        parent: named(then.parentId),
      },
    }
  })
}

const isDay = (text: string | undefined): text is string => z.iso.date().safeParse(text).success
