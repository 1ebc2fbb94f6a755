import { z } from 'zod'
import { LANGUAGES } from './campaign.ts'
import { command, kitId } from './said.ts'

/** Recorded honestly: the sheet opened; her phone said that it was completed; she says where it stands. Nothing is taken for more than it is. */
export const SHARE_STEPS = ['opened', 'completed', 'reported'] as const
export type ShareStep = (typeof SHARE_STEPS)[number]
export const SHARE_WAYS = ['files_and_words', 'files_only', 'words_only', 'download'] as const
export type ShareWay = (typeof SHARE_WAYS)[number]

export const recordShareSchema = z
  .object({
    command,
    kitId,
    step: z.enum(SHARE_STEPS, { error: 'campaigns_step_unknown' }),
    way: z.enum(SHARE_WAYS, { error: 'campaigns_step_unknown' }),
    language: z.enum(LANGUAGES, { error: 'campaigns_language_needed' }),
    address: z
      .string()
      .nullish()
      .transform((said) => said?.trim() || null),
    /** ISO 8601, of a phone without a network. */
    madeAt: z.iso.datetime({ offset: true }).nullish().catch(null),
  })
  .superRefine(({ step, address }, check) => {
    const isAddress = address !== null && address.length <= 400 && /^https:\/\/[^\s/]+\S*$/.test(address)
    if (step === 'reported' ? !isAddress : address !== null)
      check.addIssue({ code: 'custom', path: ['address'], message: 'campaigns_address_wrong' })
  })
export type RecordShare = z.input<typeof recordShareSchema>
