import { z } from 'zod'
import { endpoint, partOf } from '#platform/api/endpoint.ts'
import { searchPlacesSchema, type Place } from '#modules/places/domain/place.ts'
import { searchPlaces } from '#modules/places/server/index.ts'
import { placesUnder, viewPlaceAndHeirs } from '#modules/places/server/viewPlace.ts'
import { placeShape, placeView } from '../shapes.ts'

const wholePlace = placeShape.extend({
  parentId: z.guid().nullable(),
  /** The Hindi name was made by rule and nobody has confirmed it yet. */
  nameHiDerived: z.boolean(),
  lgdCode: z.int().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  coordinateQuality: z.enum(['inside', 'near', 'repaired', 'outside', 'shared']).nullable(),
})
const wholeView = (place: Place): z.input<typeof wholePlace> => {
  const { parentId, nameHiDerived, lgdCode, lat, lon, coordinateQuality } = place
  return { ...placeView(place), parentId, nameHiDerived, lgdCode, lat, lon, coordinateQuality }
}

const { text, level, under, limit } = searchPlacesSchema.shape

export const findPlaces = endpoint({
  id: 'findPlaces',
  path: '/places',
  scope: 'places:read',
  words: 'api_v1_find_places',
  query: { text, level, under, limit },
  refusals: ['notFound'],
  output: z.strictObject({ data: z.array(wholePlace) }),
  async run({ platform }, { query }) {
    return { data: (await searchPlaces(platform, query)).map(wholeView) }
  },
})

const placeWithHeirs = wholePlace.extend({
  /** Day in India, `2026-12-01`, from which the place is no more; null while it stands. */
  endedOn: z.iso.date().nullable(),
  /** The places that took over from an ended one: people, tasks and offices stand there now. */
  heirs: z.array(placeShape),
})

export const viewOnePlace = endpoint({
  id: 'viewPlace',
  path: '/places/{id}',
  scope: 'places:read',
  words: 'api_v1_view_place',
  params: { id: z.union([z.literal('root'), z.guid()], { error: 'places_unknown' }) },
  refusals: ['notFound'],
  output: placeWithHeirs,
  async run(ctx, { params }) {
    const { place, endedOn, heirs } = await viewPlaceAndHeirs(ctx, params.id)
    return { ...wholeView(place), endedOn, heirs: heirs.map(placeView) }
  },
})

export const listChildren = endpoint({
  id: 'listPlacesUnder',
  path: '/places/{id}/children',
  scope: 'places:read',
  words: 'api_v1_list_children',
  params: { id: z.union([z.literal('root'), z.guid()], { error: 'places_unknown' }) },
  isList: true,
  refusals: ['notFound'],
  output: partOf(wholePlace),
  async run(ctx, { params, limit, after }) {
    const children = await placesUnder(ctx, params.id)
    const beyond = children.filter(({ lft }) => lft > Number(after ?? 0))
    const data = beyond.slice(0, limit)
    return {
      data: data.map(wholeView),
      next: beyond.length > limit ? String(data.at(-1)!.lft) : null,
    }
  },
})
