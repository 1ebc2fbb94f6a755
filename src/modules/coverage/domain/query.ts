import { z } from 'zod'
import { DIVISIONS } from './division.ts'
import { BOOTH_FILTERS } from './filter.ts'

/** Rows of one page of booths: few enough for a phone, enough for a constituency in three pages. */
export const BOOTHS_A_PAGE = 100

const place = z.guid({ error: 'coverage_place_unknown' }).optional()
const wing = z.coerce.number({ error: 'coverage_wing_unknown' }).int().min(0).max(30).optional()
const state = z
  .string()
  .pipe(z.enum(BOOTH_FILTERS, { error: 'coverage_state_unknown' }))
  .optional()

/** What a coordinator asks to see. Every filter lives in the address. */
export const coverageQuery = z.object({
  /** Without it: the widest place one has. */
  placeId: place,
  /** Without it: every wing that one may see there. */
  wing,
  by: z.enum(DIVISIONS).default('children'),
})
export type CoverageQuery = z.input<typeof coverageQuery>

/** How a list of booths is ordered; the first is what one sees at first: what is vacant. */
export const BOOTH_ORDERS = ['state', 'number', 'people'] as const
export type BoothOrder = (typeof BOOTH_ORDERS)[number]

/** The page of a place: its parts, and its booths where they come next or were asked for. */
export const viewCoverageQuery = coverageQuery.extend({
  state,
  /** By state, vacant first; by number in the tree; or by people, most first. */
  sort: z.enum(BOOTH_ORDERS).default(BOOTH_ORDERS[0]),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export type ViewCoverageQuery = z.input<typeof viewCoverageQuery>

export const nextVacantQuery = z.object({
  placeId: place,
  wing,
  limit: z.coerce.number().int().min(1).max(100).default(10),
  /** Where the work starts, in degrees; without it the middle of the place. */
  lat: z.coerce.number().min(-90).max(90).optional(),
  lon: z.coerce.number().min(-180).max(180).optional(),
})
export type NextVacantQuery = z.input<typeof nextVacantQuery>

export const csvQuery = z.object({ placeId: place, wing, state })
export type CsvQuery = z.input<typeof csvQuery>
