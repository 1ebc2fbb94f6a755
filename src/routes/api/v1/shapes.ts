import { z } from 'zod'

/** A place as programs get it; public facts only. */
export const placeShape = z.strictObject({
  id: z.guid(),
  level: z.string(),
  code: z.int().nullable(),
  nameHi: z.string(),
  nameEn: z.string(),
})

interface Named {
  readonly id: string
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}
export const placeView = ({ id, level, code, nameHi, nameEn }: Named): z.input<typeof placeShape> => ({
  id,
  level,
  code,
  nameHi,
  nameEn,
})

/** Moments leave in UTC. */
export const momentShape = z.iso.datetime()
export const moment = (at: Date): string => at.toISOString()
export const momentOrNull = (at: Date | null): string | null => at?.toISOString() ?? null
