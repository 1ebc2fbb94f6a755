import { z } from 'zod'

/** How a report of a missing booth ends: the booth was on the list after all, or there is none such. */
export const settleMissingBoothSchema = z
  .object({
    command: z.uuid({ error: 'platform_command_missing' }),
    reportId: z.uuid({ error: 'people_c_report_unknown' }),
    outcome: z.enum(['existing', 'no_such_booth'], { error: 'people_c_outcome_needed' }),
    boothId: z.guid({ error: 'people_c_booth_needed' }).optional(),
  })
  .refine(({ outcome, boothId }) => outcome !== 'existing' || boothId !== undefined, {
    path: ['boothId'],
    error: 'people_c_booth_needed',
  })
export type SettleMissingBooth = z.input<typeof settleMissingBoothSchema>
