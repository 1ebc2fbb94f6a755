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

/** What people write around a booth's name: as names these little words would find "S. K. School" for every "के". */
const FILLERS: ReadonlySet<string> = new Set(
  `का के की को में पर से है हैं था थी और या मेरा मेरी मेरे हमारा हमारी हमारे वाला वाली वाले पास बूथ मतदान केंद्र केन्द्र नाम नंबर गाँव गांव
  ka ke ki ko me mein par se hai aur mera meri hamara wala wali pas paas booth polling station my our the a an of in at near is and name number no village`.split(
    /\s+/,
  ),
)

/** The telling words of a description, to search by; the whole text where nothing else is left. */
export function tellingWords(described: string): string {
  const words = described
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '' && !FILLERS.has(word))
  return words.length > 0 ? words.join(' ') : described
}
