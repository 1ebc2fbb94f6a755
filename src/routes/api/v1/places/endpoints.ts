import { z } from 'zod'
import { endpoint, partOf } from '#platform/api/endpoint.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { searchPlacesSchema, type Place } from '#modules/places/domain/place.ts'
import { childrenOf, placeById, searchPlaces, wholeTree } from '#modules/places/server/index.ts'
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

export const viewPlace = endpoint({
  id: 'viewPlace',
  path: '/places/{id}',
  scope: 'places:read',
  words: 'api_v1_view_place',
  params: { id: z.union([z.literal('root'), z.guid()], { error: 'api_place_unknown' }) },
  refusals: ['notFound'],
  output: wholePlace,
  run: async (ctx, { params }) => wholeView(await known(ctx, params.id)),
})

export const listChildren = endpoint({
  id: 'listPlacesUnder',
  path: '/places/{id}/children',
  scope: 'places:read',
  words: 'api_v1_list_children',
  params: { id: z.union([z.literal('root'), z.guid()], { error: 'api_place_unknown' }) },
  isList: true,
  refusals: ['notFound'],
  output: partOf(wholePlace),
  async run(ctx, { params, limit, after }) {
    const children = await childrenOf(ctx.platform, (await known(ctx, params.id)).id)
    const beyond = children.filter(({ lft }) => lft > Number(after ?? 0))
    const data = beyond.slice(0, limit)
    return {
      data: data.map(wholeView),
      next: beyond.length > limit ? String(data.at(-1)!.lft) : null,
    }
  },
})

/** `root` is the whole state, for whoever knows no id yet. */
async function known({ platform }: Context, id: string): Promise<Place> {
  const place = id === 'root' ? await wholeTree(platform) : await placeById(platform, id)
  if (!place) throw new Refusal('notFound', { reason: 'api_place_unknown' })
  return place
}
