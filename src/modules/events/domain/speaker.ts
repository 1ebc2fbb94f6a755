import { z } from 'zod'
import { besideOtherFaults } from '#engines/typedtext/index.ts'
import { command, eventId, inOne, line, lines } from './said.ts'

export const PLATFORMS = ['youtube', 'facebook', 'instagram', 'x', 'whatsapp', 'other'] as const
export type Platform = (typeof PLATFORMS)[number]

export interface Speaker {
  readonly id: string
  readonly nameHi: string | null
  readonly nameEn: string | null
  /** What she knows about, and is known for. */
  readonly platform: Platform
  readonly bioHi: string | null
  readonly bioEn: string | null
  /** `YYYY-MM-DD` on which she agreed to be listed, and how that is known. */
  readonly agreedOn: string | null
  readonly agreedHow: string | null
  readonly withdrawnAt: Date | null
}

/** Listed where others read it only with a recorded agreement that stands. */
export const isListed = (speaker: Pick<Speaker, 'agreedOn' | 'withdrawnAt'>): boolean =>
  speaker.agreedOn !== null && speaker.withdrawnAt === null

const agreedOn = z
  .union([z.null(), z.literal('').transform(() => null), z.iso.date({ error: 'events_day_needed' })])
  .optional()
  .transform((day) => day ?? null)
const speakerId = z.guid({ error: 'events_speaker_unknown' })
export const saveSpeakerSchema = z
  .object({
    command,
    eventId,
    /** Left out: a new speaker. */
    speakerId: speakerId.optional(),
    nameHi: line(120, 'events_speaker_name_bounds', 2),
    nameEn: line(120, 'events_speaker_name_bounds', 2),
    platform: z.enum(PLATFORMS, { error: 'events_platform_needed' }),
    bioHi: lines(600, 'events_bio_bounds'),
    bioEn: lines(600, 'events_bio_bounds'),
    agreedOn,
    agreedHow: line(200, 'events_agreed_how_needed'),
  })
  .superRefine(inOne('nameHi', 'nameEn', 'events_speaker_name_needed'), besideOtherFaults)
  .superRefine(({ agreedOn, agreedHow }, check) => {
    if (agreedOn !== null && agreedHow === null)
      check.addIssue({ code: 'custom', path: ['agreedHow'], message: 'events_agreed_how_needed' })
    if (agreedOn === null && agreedHow !== null)
      check.addIssue({ code: 'custom', path: ['agreedOn'], message: 'events_agreed_on_needed' })
  }, besideOtherFaults)
export type SaveSpeaker = z.input<typeof saveSpeakerSchema>
export const withdrawSpeakerSchema = z.object({ command, eventId, speakerId })
export type WithdrawSpeaker = z.input<typeof withdrawSpeakerSchema>
