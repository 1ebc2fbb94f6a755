import { z } from 'zod'
import { tidy } from '#engines/typedtext/index.ts'
import {
  calendarDay,
  campaignId,
  command,
  DAY_MS,
  indianMoment,
  isMissed,
  kitId,
  line,
  seenVersion,
  timeOfDay,
  lines,
} from './said.ts'
import { readSource, type Source } from './source.ts'
import type { Language } from './campaign.ts'

/** People to whom one ready caption is offered at most; then it is retired (docs/integrity.md, rule 2). */
export const OFFERED_MOST = 50
/** Ideas that one volunteer is offered of a kit, in each language that its campaign asks. */
export const IDEAS_EACH = 2
/** Captions that one kit holds in a language at most. */
export const MOST_CAPTIONS = 40
/** Days after which a kit ends where nobody said otherwise, and at most. */
export const USUAL_DAYS = 7
export const MOST_DAYS = 90

export interface Caption {
  readonly language: Language
  readonly words: string
  /** What it says is a fact: where that was read. */
  readonly source: Source | null
}
export interface OfferedCaption extends Caption {
  readonly id: string
  /** To how many it was offered; of `most` it is retired. */
  readonly offered: number
  readonly most: number
}

/** What a kit's piece rests on. */
export interface KitSource {
  readonly title: string
  /** In English, where it has a name of its own there. */
  readonly titleEn?: string
  readonly address: string
  /** `YYYY-MM-DD` */
  readonly readOn: string | null
}

/** Why a kit waits that was let go: its piece is approved no more, nobody stands for its release any more, or it would ask others. */
export type HeldWhy = 'approval_voided' | 'piece_retired' | 'office_ended' | 'same_hand' | 'place_changed'
/** What of it is known by the clock alone, before a worker has heard of it. */
export type LapseWhy = Extract<HeldWhy, 'approval_voided' | 'piece_retired' | 'office_ended'>

export interface Kit {
  readonly id: string
  readonly campaignId: string
  readonly pieceId: string
  /** Hex SHA-256 of the document that was approved. */
  readonly pieceHash: string
  readonly titleHi: string
  readonly titleEn: string
  readonly promptHi: string
  readonly promptEn: string
  readonly synthetic: boolean
  readonly sources: readonly KitSource[]
  readonly state: 'draft' | 'let_go' | 'recalled'
  readonly version: number
  readonly madeBy: string | null
  readonly madeAt: Date
  readonly letGoBy: string | null
  readonly letGoAt: Date | null
  /** The place whose people were counted then. */
  readonly letGoPlace: string | null
  readonly releaseAt: Date | null
  readonly expiresAt: Date | null
  readonly heldAt: Date | null
  readonly heldWhy: HeldWhy | null
  readonly pieceChangedAt: Date | null
  readonly recalledAt: Date | null
  readonly recalledBy: string | null
  readonly recalledWhy: string | null
}

/** As pages show it. `held`: it was let go and waits for somebody's decision (HeldWhy). The election calendar's holds are by place, not here. */
export const KIT_STANDINGS = ['draft', 'scheduled', 'held', 'released', 'expired', 'recalled'] as const
export type KitStanding = (typeof KIT_STANDINGS)[number]

/** Where a kit stands in a moment: released and expired by the clock alone, so that nothing has to run at the hour. */
export function kitStanding(
  { state, releaseAt, expiresAt, heldAt }: Pick<Kit, 'state' | 'releaseAt' | 'expiresAt' | 'heldAt'>,
  now: Date,
): KitStanding {
  if (state !== 'let_go') return state
  if (heldAt !== null) return 'held'
  if (releaseAt! > now) return 'scheduled'
  return expiresAt! > now ? 'released' : 'expired'
}

/** Captions as they are typed, a line each; a fact carries its source behind a bar: `words | https://… 2026-11-20`. */
export function readCaptions(text: string, language: Language): readonly Caption[] | undefined {
  const typed = text.split('\n').map((one) => one.trim()).filter(Boolean)
  if (typed.length > MOST_CAPTIONS) return undefined
  const read = typed.map((one): Caption | undefined => {
    const bar = one.lastIndexOf('|')
    if (bar < 0) return { language, words: one, source: null }
    const source = readSource(one.slice(bar + 1))
    return source && { language, words: one.slice(0, bar).trim(), source }
  })
  const isRight = (one: Caption | undefined) => one !== undefined && one.words.length >= 3 && one.words.length <= 600
  return read.every(isRight) ? (read as readonly Caption[]) : undefined
} // prettier-ignore

/** As they are typed: what readCaptions reads. */
export const typedCaptions = (captions: readonly Caption[], language: Language): string =>
  captions
    .filter((one) => one.language === language)
    .map(({ words, source }) => (source ? `${words} | ${source.address} ${source.readOn}` : words))
    .join('\n')

/** Figures and what is said to have been decided are facts: a caption with them names where they were read. */
export const looksFactual = (words: string): boolean =>
  /[0-9०-९]|%|प्रतिशत|करोड़|लाख(?!ों)|हज़ार|हजार|\b(crore|lakh|percent|per cent|according to)\b|के अनुसार|रिपोर्ट/iu.test(
    words,
  )

const captions = (language: Language) =>
  z
    .string()
    .nullish()
    .transform((text, check) => {
      const read = readCaptions(tidy(text ?? ''), language)
      if (!read) {
        check.addIssue({ code: 'custom', message: 'campaigns_captions_wrong' })
        return z.NEVER
      }
      if (read.some(({ words, source }) => source === null && looksFactual(words))) {
        check.addIssue({ code: 'custom', message: 'campaigns_caption_needs_source' })
        return z.NEVER
      }
      return read
    })

export const saveKitSchema = z.object({
  command,
  campaignId,
  kitId: kitId.optional(),
  basedOn: seenVersion.optional(),
  pieceId: z.guid({ error: 'campaigns_piece_needed' }),
  promptHi: line(3, 200),
  promptEn: line(3, 200),
  captionsHi: captions('hi'),
  captionsEn: captions('en'),
  /** People to whom each caption is offered at most. */
  most: z.coerce
    .number({ error: 'campaigns_most_wrong' })
    .int('campaigns_most_wrong')
    .min(1, 'campaigns_most_wrong')
    .max(OFFERED_MOST, 'campaigns_most_wrong')
    .default(OFFERED_MOST),
})
export type SaveKit = z.input<typeof saveKitSchema>

const momentOf = (mayBeEmpty: boolean) =>
  z
    .object({ day: z.string().nullish(), time: z.string().nullish() })
    .nullish()
    .transform((said, check): Date | null => {
      if (!said || (mayBeEmpty && !said.day && !said.time)) return null
      const day = calendarDay.safeParse(said.day)
      const time = timeOfDay.safeParse(said.time)
      if (day.success && time.success) return indianMoment(day.data, time.data)
      check.addIssue({
        code: 'custom',
        message: day.success ? 'campaigns_time_wrong' : 'campaigns_day_wrong',
      })
      return z.NEVER
    })

export const releaseKitSchema = z.object({
  command,
  kitId,
  /** The version that was read: nobody lets go what she has not seen. */
  basedOn: seenVersion,
  /** Left out: now. An hour that was meant and is not written is no "now". */
  release: momentOf(false),
  /** Left out or empty: a week later. */
  expiry: momentOf(true),
})
export type ReleaseKit = z.input<typeof releaseKitSchema>

/** From when to when it is out. An hour that was missed sends nothing. @returns the field that is wrong, with its words */
export function momentsOf(
  asked: { readonly release: Date | null; readonly expiry: Date | null },
  now: Date,
): { readonly releaseAt: Date; readonly expiresAt: Date } | { readonly fault: Record<string, string> } {
  if (asked.release !== null && isMissed(asked.release, now)) return { fault: { release: 'campaigns_release_past' } }
  const releaseAt = asked.release !== null && asked.release > now ? asked.release : now
  const expiresAt = asked.expiry ?? new Date(releaseAt.getTime() + USUAL_DAYS * DAY_MS)
  if (expiresAt <= releaseAt) return { fault: { expiry: 'campaigns_expires_before' } }
  if (releaseAt.getTime() - now.getTime() > MOST_DAYS * DAY_MS) return { fault: { release: 'campaigns_release_far' } }
  if (expiresAt.getTime() - releaseAt.getTime() > MOST_DAYS * DAY_MS) return { fault: { expiry: 'campaigns_expires_far' } }
  return { releaseAt, expiresAt }
} // prettier-ignore

export const recallKitSchema = z.object({ command, kitId, why: lines(3, 300) })
export type RecallKit = z.input<typeof recallKitSchema>
