import { z } from 'zod'
import { quietHoursSchema } from './quietHours.ts'
import { templateSchema } from './template.ts'

/** How an organisation sends. Everything has a default that errs on the side of fewer messages. */
export const outreachSettingsSchema = z.object({
  quiet: quietHoursSchema.default({ from: '21:00', until: '09:00' }),
  /** What the operator charges for one SMS part, in paise. */
  paisePerSms: z.coerce.number({ error: 'outreach_price_wrong' }).int('outreach_price_wrong').min(0, 'outreach_price_wrong').max(10_000, 'outreach_price_wrong').default(25),
  /** From how many people on somebody else must agree before a message goes out. */
  secondHandFrom: z.coerce.number({ error: 'outreach_count_wrong' }).int('outreach_count_wrong').min(1, 'outreach_count_wrong').max(1_000_000, 'outreach_count_wrong').default(1_000),
  /** Messages that one person may let go in one day. */
  perDay: z.coerce.number({ error: 'outreach_count_wrong' }).int('outreach_count_wrong').min(1, 'outreach_count_wrong').max(100, 'outreach_count_wrong').default(5),
  /** Hours after which what could not be sent is given up. */
  hours: z.coerce.number({ error: 'outreach_count_wrong' }).int('outreach_count_wrong').min(12, 'outreach_count_wrong').max(336, 'outreach_count_wrong').default(72),
  templates: z.array(templateSchema).max(100).default([]),
}) // prettier-ignore
export type OutreachSettings = z.output<typeof outreachSettingsSchema>
