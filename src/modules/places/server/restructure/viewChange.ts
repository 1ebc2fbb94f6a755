import type { PlaceChange } from '../../domain/restructure/plan.ts'
import type { ChangeView } from '../../domain/restructure/view.ts'
import type { namedAsPlanned } from './namedPlaces.ts'

/** A change with its places by name. */
export function viewChange(
  { kind, onDate, placeId, otherId, handsOver, was, became }: Omit<PlaceChange, 'line'>,
  named: (id: string | null | undefined) => ReturnType<typeof namedAsPlanned>,
): ChangeView {
  const nobody = { id: placeId, level: '', code: null, nameHi: '—', nameEn: '—', seat: null }
  return {
    kind,
    onDate,
    place: named(placeId) ?? nobody,
    other: named(otherId),
    handsOver,
    was,
    became,
    fromPlace: named(was.parentId),
    toPlace: named(became.parentId),
  }
}
