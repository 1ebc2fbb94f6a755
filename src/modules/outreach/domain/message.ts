import { z } from 'zod'
import { DAY_MS } from '#engines/indiantime/index.ts'
import { oneLine, tidy } from '#engines/typedtext/index.ts'
import { topicSchema } from './topic.ts'

export const AUDIENCES = ['members', 'vouched'] as const
export type Audience = (typeof AUDIENCES)[number]
/** As platform/release has them; domain imports nothing outside, a test compares the two. */
export const MESSAGE_CHANNELS = ['in_app', 'push', 'sms', 'email'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/** Draft → (awaiting a second hand →) queued → running → done; cancelled from anywhere before done. */
export const MESSAGE_STATES = ['draft', 'awaiting', 'queued', 'running', 'done', 'cancelled'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

export interface Message {
  readonly id: string
  readonly placeId: string
  readonly placeLft: number
  readonly placeRgt: number
  /** Null: every wing. */
  readonly wing: number | null
  readonly audience: Audience
  /** A thing of a room above (topic.ts): of the people there it goes to those alone of whom that still waits for something. */
  readonly topic: string | null
  readonly channels: readonly MessageChannel[]
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly wordsHi: string | null
  readonly wordsEn: string | null
  readonly templateHi: string | null
  readonly templateEn: string | null
  readonly smsHi: string | null
  readonly smsEn: string | null
  /** Hex. */
  readonly contentHash: string
  readonly state: MessageState
  readonly madeBy: string | null
  readonly madeAt: Date
  readonly approvedBy: string | null
  readonly releasedAt: Date | null
  readonly endsAt: Date | null
  readonly endedAt: Date | null
  readonly cancelledBy: string | null
  readonly cancelledWhy: string | null
}

/** What a draft says and to whom: all of it may change until it is let go. */
export type DraftContent = Pick<
  Message,
  | 'placeId' | 'placeLft' | 'placeRgt' | 'wing' | 'audience' | 'topic' | 'channels' | 'titleHi' | 'titleEn' | 'wordsHi' | 'wordsEn'
  | 'templateHi' | 'templateEn' | 'smsHi' | 'smsEn' | 'contentHash'
> // prettier-ignore

/** Whether it can still be stopped, and whether work goes on. */
export const isStoppable = (state: MessageState): boolean => state !== 'done' && state !== 'cancelled'
export const isUnderWay = (state: MessageState): boolean => state === 'queued' || state === 'running'

/** How a message's ledger moves. */
export interface Movement {
  /** When one of its deliveries last changed; null while there are none. */
  readonly movedAt: Date | null
  /** Something is due, or lies with a worker that has died. */
  readonly isDue: boolean
}

/**
 * Seconds without any movement after which a message waits for its work to be taken up again: a worker that lives begins at once and writes
 * down what it did several times a second. One that was killed is missed after two heartbeats, and the sweep of the next minute goes on.
 */
const QUIET_S = 30

/** Whether work on a message lies still though there is some: its worker has died, or none has begun. */
export function waitsForWorker(
  { state, releasedAt }: Pick<Message, 'state' | 'releasedAt'>,
  { movedAt, isDue }: Movement,
  now: Date,
): boolean {
  const isQuiet = (since: Date | null) => since !== null && now.getTime() - since.getTime() > QUIET_S * 1000
  if (state === 'queued') return isQuiet(releasedAt)
  return state === 'running' && isDue && isQuiet(movedAt)
}

/** Days after which a message is not sent again to those of whom it is not known: what it says is of another day. */
const REPEATED_WITHIN_DAYS = 7

/** Whether those of whom it is not known may be sent it once more: it went out, was not stopped, and is not old. */
export const isRepeatable = (
  { state, releasedAt }: Pick<Message, 'state' | 'releasedAt'>,
  now: Date,
): boolean =>
  (state === 'running' || state === 'done') &&
  releasedAt !== null &&
  now.getTime() - releasedAt.getTime() < REPEATED_WITHIN_DAYS * DAY_MS

type Language = 'hi' | 'en'
/** What a reader reads: her own language, else the other. */
export function saidIn(message: Message, language: Language): { readonly title: string; readonly words: string } {
  const [title, words] =
    language === 'hi' ? [message.titleHi, message.wordsHi] : [message.titleEn, message.wordsEn]
  return title !== null && words !== null
    ? { title, words }
    : { title: message.titleHi ?? message.titleEn!, words: message.wordsHi ?? message.wordsEn! }
} // prettier-ignore

/** The SMS that somebody gets: her own language, else the other. */
export function smsIn(
  message: Pick<Message, 'smsHi' | 'smsEn' | 'templateHi' | 'templateEn'>,
  language: Language,
): { readonly text: string; readonly templateId: string; readonly language: Language } | undefined {
  const hindi = { text: message.smsHi, templateId: message.templateHi, language: 'hi' as const }
  const english = { text: message.smsEn, templateId: message.templateEn, language: 'en' as const }
  const chosen = [language === 'hi' ? hindi : english, hindi, english].find(({ text }) => text !== null)
  return chosen && { ...chosen, text: chosen.text!, templateId: chosen.templateId! }
}

/** Everything that a second hand approves, as one text to be hashed: where it goes, by which channels, and each word of it. */
export const contentOf = (
  message: Pick<Message, 'placeId' | 'wing' | 'audience' | 'topic' | 'channels' | 'titleHi' | 'titleEn' | 'wordsHi' | 'wordsEn' | 'templateHi' | 'templateEn' | 'smsHi' | 'smsEn'>,
): string =>
  JSON.stringify([
    message.placeId,
    message.wing,
    message.audience,
    [...message.channels].sort(),
    [message.titleHi, message.titleEn, message.wordsHi, message.wordsEn],
    [message.templateHi, message.templateEn, message.smsHi, message.smsEn],
    // What has none keeps the hash that was approved before there were any.
    ...(message.topic === null ? [] : [message.topic]),
  ]) // prettier-ignore

/** Nothing said is no fault; what is said keeps its bounds. */
const ifSaid = (shape: (text: string) => string, most: number, short: string, long: string) =>
  z
    .string()
    .nullish()
    .transform((said) => shape(said ?? ''))
    .refine((said) => said === '' || said.length >= 3, short)
    .refine((said) => said.length <= most, long)
    .transform((said) => (said === '' ? null : said))
const title = ifSaid(oneLine, 120, 'outreach_title_short', 'outreach_title_long')
const words = ifSaid(tidy, 1500, 'outreach_words_short', 'outreach_words_long')
const template = z
  .string()
  .nullish()
  .transform((id) => (id ? id : null))

export const command = z.uuid({ error: 'platform_command_missing' })
export const messageId = z.guid({ error: 'outreach_unknown' })

export const draftMessageSchema = z
  .object({
    command,
    placeId: z.guid({ error: 'outreach_place_needed' }),
    /** Empty: every wing. */
    wing: z.union([z.null(), z.literal('').transform(() => null), z.coerce.number().int().min(0).max(30)], {
      error: 'outreach_wing_unknown',
    }),
    audience: z.enum(AUDIENCES, { error: 'outreach_audience_needed' }),
    topic: topicSchema.nullish().transform((about) => about ?? null),
    channels: z
      .array(z.enum(MESSAGE_CHANNELS), { error: 'outreach_channel_needed' })
      .min(1, 'outreach_channel_needed')
      .transform((chosen) => MESSAGE_CHANNELS.filter((channel) => chosen.includes(channel))),
    titleHi: title,
    titleEn: title,
    wordsHi: words,
    wordsEn: words,
    templateHi: template,
    templateEn: template,
    valuesHi: z.string().max(1000).default(''),
    valuesEn: z.string().max(1000).default(''),
  })
  .superRefine((said, check) => {
    const missing = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message })
    const silent = [said.titleHi, said.titleEn, said.wordsHi, said.wordsEn].every((each) => each === null)
    if (silent) missing('titleHi', 'outreach_title_needed')
    for (const language of ['Hi', 'En'] as const) {
      const [title, words] = [said[`title${language}`], said[`words${language}`]]
      if ((title === null) === (words === null)) continue
      if (title === null) missing(`title${language}`, 'outreach_title_too')
      else missing(`words${language}`, 'outreach_words_needed')
    }
    if (said.channels.includes('sms') && said.templateHi === null && said.templateEn === null)
      missing(said.wordsHi === null && said.wordsEn !== null ? 'templateEn' : 'templateHi', 'outreach_template_needed')
  }) // prettier-ignore
export type DraftMessage = z.input<typeof draftMessageSchema>

/** A draft is changed as it was seen: `basedOn` is the hash of what stood there. */
export const changeDraftSchema = z.object({
  messageId,
  basedOn: z.string().regex(/^[0-9a-f]{64}$/, 'outreach_draft_changed'),
})
export type ChangeDraft = DraftMessage & z.input<typeof changeDraftSchema>

/** A step with one message. */
export const messageStepSchema = z.object({ command, messageId })
export type MessageStep = z.input<typeof messageStepSchema>

/** Letting go names what was read, where a page showed it: nobody sends words that she has not seen. */
export const releaseSchema = messageStepSchema.extend({
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'outreach_draft_changed')
    .optional(),
})
export type ReleaseMessage = z.input<typeof releaseSchema>

/** Once more to those of one channel of whom it is not known. */
export const sendAgainSchema = z.object({
  command,
  messageId,
  channel: z.enum(MESSAGE_CHANNELS, { error: 'outreach_channel_needed' }),
})
export type SendAgain = z.input<typeof sendAgainSchema>

/** Approval names what was read, so that it can bind to nothing else. */
export const approveSchema = z.object({
  command,
  messageId,
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'outreach_approval_void'),
})
export type ApproveMessage = z.input<typeof approveSchema>

export const listSchema = z.object({ after: z.string().max(100).optional() })
export type ListMessages = z.input<typeof listSchema>
