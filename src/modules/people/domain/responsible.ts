import { z } from 'zod'
import { optionalPlace, optionalWing } from './appointment.ts'
import { dayField } from './term.ts'

export const responsibleSchema = z.object({
  placeId: z.guid({ error: 'people_c_place_needed' }),
  /** A day in India; empty: now. */
  on: dayField('people_term_wrong'),
})
export type ResponsibleQuery = z.input<typeof responsibleSchema>

export const committeeSchema = z.object({
  placeId: z.guid({ error: 'people_c_place_needed' }),
  /** Empty: the offices of every wing. */
  wing: z.union([z.null(), optionalWing]),
  toPlaceId: optionalPlace,
})
export type CommitteeQuery = z.input<typeof committeeSchema>
