import { z } from 'zod'

/** Levels of the one organising tree, from the top. An organisation may leave out block and sector. */
export const LEVELS = ['state', 'district', 'constituency', 'block', 'sector', 'booth'] as const
export type Level = (typeof LEVELS)[number]

/**
 * How far a coordinate can be trusted. `inside`: lies in its constituency; `near`: just outside; `repaired`: degrees and
 * minutes were mixed up in the source and mended; `outside`: lies elsewhere; `shared`: a dummy used for many booths.
 */
export type CoordinateQuality = 'inside' | 'near' | 'repaired' | 'outside' | 'shared'

/** Facts about a place that only some levels have. All of them public and official; never about people. */
export type PlaceAttributes = {
  /** parliamentary constituency, with its number */
  readonly parliamentary?: { readonly number: number; readonly nameEn: string; readonly nameHi: string }
  /** official districts that a constituency touches beside its organising one, with their share of its area, 0 to 1 */
  readonly otherDistricts?: readonly { readonly nameEn: string; readonly share: number }[]
  readonly division?: string
  readonly headquarters?: string
  /** other usual spellings, searched as well */
  readonly alsoHi?: readonly string[]
  readonly alsoEn?: readonly string[]
  /** the booth stands in a town, by satellite */
  readonly urban?: boolean
  /** the name exactly as the source printed it, where it was cleaned */
  readonly printedName?: string
}

/** A node of the organising tree. `lft`/`rgt` is its nested-set interval: a place lies within another if its lft does. */
export type Place = {
  readonly id: string
  readonly parentId: string | null
  readonly level: Level
  readonly lft: number
  readonly rgt: number
  /** 0 for the state */
  readonly depth: number
  readonly nameEn: string
  readonly nameHi: string
  /** the Hindi name was made by rule and nobody has confirmed it yet */
  readonly nameHiDerived: boolean
  /** the Election Commission's number: of a constituency within the state, of a booth within its constituency */
  readonly code: number | null
  /** Local Government Directory code, districts only */
  readonly lgdCode: number | null
  readonly attributes: PlaceAttributes
  /** degrees, WGS 84; null when unknown */
  readonly lat: number | null
  readonly lon: number | null
  readonly coordinateQuality: CoordinateQuality | null
}

/** A place before it has its number in the tree. */
export type PlaceDraft = Omit<Place, 'lft' | 'rgt' | 'depth'>

/** Whether `inner` is `outer` or lies under it. */
export const contains = (outer: Pick<Place, 'lft' | 'rgt'>, inner: Pick<Place, 'lft'>): boolean =>
  outer.lft <= inner.lft && inner.lft <= outer.rgt

/** A coordinate may be drawn or measured from unless it is known to lie elsewhere. */
export const isUsableCoordinate = (quality: CoordinateQuality | null): boolean =>
  quality !== null && quality !== 'outside' && quality !== 'shared'

export const placeIdSchema = z.guid()

/** What a visitor types to find a place. */
export const searchPlacesSchema = z.object({
  text: z.string().trim().min(1).max(120),
  level: z.enum(LEVELS).optional(),
  /** only places under this one */
  under: placeIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
})
export type SearchPlaces = z.input<typeof searchPlacesSchema>

/** Where a phone stands; distances in kilometres. */
export const placesNearSchema = z.object({
  lat: z.coerce.number().min(-90).max(90),
  lon: z.coerce.number().min(-180).max(180),
  withinKm: z.coerce.number().positive().max(50).default(10),
  limit: z.coerce.number().int().min(1).max(50).default(10),
})
export type PlacesNear = z.input<typeof placesNearSchema>
