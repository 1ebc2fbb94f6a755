import { z } from 'zod'
import { nameSchema, phoneSchema } from './person.ts'

/** Who is to use a person's rights over her data if she dies or cannot (DPDP Act 2023 s. 14). */
export interface Nominee {
  readonly name: string
  /** E.164 */
  readonly phone: string
  readonly namedAt: Date
}

export const nominateSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  nomineeName: nameSchema,
  nomineePhone: phoneSchema,
})
export type Nominate = z.input<typeof nominateSchema>

export const removeNomineeSchema = z.object({ command: z.uuid({ error: 'platform_command_missing' }) })
export type RemoveNominee = z.input<typeof removeNomineeSchema>
