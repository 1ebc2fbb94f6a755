import { z } from 'zod'
import { nameSchema, phoneSchema } from './person.ts'

/** What a wing is called by programs and lists, for ever. */
export const WING_KEY = /^[a-z][a-z_]{1,30}$/

/** The wings as the organisation names them, the parent body first. */
export const wingsSchema = z
  .array(
    z.object({
      key: z.string().regex(WING_KEY),
      nameHi: z.string().trim().min(1).max(80),
      nameEn: z.string().trim().min(1).max(80),
    }),
  )
  .min(1)
  .max(31)
  .refine((wings) => new Set(wings.map(({ key }) => key)).size === wings.length, 'two wings bear one key')

/** What an edition begins with: its wings, and the one person who may appoint everybody else. */
export const foundationSchema = z.object({
  wings: wingsSchema,
  admin: z.object({
    name: nameSchema,
    phone: phoneSchema,
    /** Which one is meant, where several of that name stand behind that phone. */
    personId: z.guid().optional(),
  }),
})

export type Foundation = z.output<typeof foundationSchema>
