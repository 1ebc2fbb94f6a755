import { z } from 'zod'

/** A booth as its people know it. */
export interface BoothNamed {
  readonly id: string
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

/** What a restructure did to one's booth. */
export interface BoothChange {
  readonly id: string
  /** The booth as it was called and numbered. */
  readonly was: BoothNamed
  /** Where she stands now. */
  readonly now: BoothNamed
  /** The parts of a split booth of which one is hers; empty where there is nothing to choose. */
  readonly options: readonly BoothNamed[]
  readonly at: Date
}

export const answerBoothChangeSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  changeId: z.guid(),
  /** One of the parts. Empty: read, nothing to choose. */
  boothId: z.union([z.literal(''), z.guid({ error: 'people_booth_missing' })]).default(''),
})
export type AnswerBoothChange = z.input<typeof answerBoothChangeSchema>
