/**
 * What phone and house say to each other about commands made without a network: docs/formats/sync.md. Pure, so that both sides read the
 * same lines.
 */

/** On every page of an edition that works offline: whose it is. */
export const OWNER_HEADER = 'x-karyakarta-owner'
export const NO_OWNER = 'nobody'
/** On a page after which nothing of its former owner may stay on the phone, not even what waits. */
export const FORGET_HEADER = 'x-karyakarta-forget'

/** On the worker's own requests for pages to keep: nobody looks at them now, so nothing on them counts as read. */
export const KEEPING_HEADER = 'x-karyakarta-keeping'

/** The cache of kits (keptKits.ts). */
export const KITS = 'kits-1'

/** Form of a batch and of what a phone keeps; a house refuses a newer one, a phone leaves a newer one untouched. */
export const FORMAT = 1
/** Commands that one batch carries at most. */
export const MOST_COMMANDS = 50
/** Bytes of photos that one batch carries at most; a single larger one goes alone. */
export const MOST_PHOTO_BYTES = 4 * 1024 * 1024

/** What may be done without a network: the forms that carry these names in `outbox`. */
export const OUTBOX_VERBS = [
  'tasks.sendReport',
  'tasks.correctReport',
  'tasks.withdrawReport',
  'people.correctMyName',
  'people.myBooth',
  'learning.answerLesson',
  'learning.sendProof',
  'learning.recall',
  'studio.sendStory',
  'studio.withdrawStory',
  'events.register',
  'events.withdraw',
  'events.answerOffer',
  'events.chooseSession',
  'campaigns.recordShare',
] as const
export type OutboxVerb = (typeof OUTBOX_VERBS)[number]

export type Fields = Readonly<Record<string, string>>

/** A command as it travels: what its form said, and when by the phone's own clock. */
export interface WireCommand {
  readonly id: string
  readonly verb: OutboxVerb
  readonly fields: Fields
  /** ISO 8601, by the phone's clock. */
  readonly madeAt: string
}

/** The part `batch` of the form that is posted; a command's photo is the part `photo-<id>`. */
export interface Batch {
  readonly format: number
  /** Whose phone this is, as the house called her: nobody's batch is taken in another's name. */
  readonly owner: string
  /** ISO 8601, by the phone's clock, so that the house sees how wrong it is. */
  readonly sentAt: string
  readonly commands: readonly WireCommand[]
}

/** Two values, of which she chooses one. */
export interface Question {
  readonly words: string
  /** What stands in the house now, field by field, in her words. */
  readonly theirs: Fields
  /** What her command becomes when she chooses her own: it then knows what stands there. */
  readonly becomes: { readonly verb: OutboxVerb; readonly fields: Fields }
}

/** What became of one command. `later` is nobody's fault: too often, or the house is not well. */
export type Answer =
  | { readonly id: string; readonly outcome: 'done' }
  | {
      readonly id: string
      readonly outcome: 'refused'
      /** Id of the reason in the catalogue of refusals. */
      readonly reason: string
      readonly words: string
      /** Field → what is wrong there. */
      readonly fields: Fields
    }
  | { readonly id: string; readonly outcome: 'question'; readonly question: Question }
  | { readonly id: string; readonly outcome: 'later'; readonly afterSeconds: number }

export interface Answers {
  readonly answers: readonly Answer[]
}

/** What the house tells a phone about its owner. */
export interface OwnerAnswer {
  readonly owner: string
  /** 32 bytes, base64url: seals what waits on the phone, so that nobody else reads it after she signed out. */
  readonly key: string
  /** Records that turned out to be hers and gave way, named and keyed as she was then: what waits for one of them goes out as hers. */
  readonly former: readonly { readonly owner: string; readonly key: string }[]
  /** The house's clock, ISO 8601. */
  readonly now: string
}

/** Whether an answer came whole: a cut connection may leave anything. */
export function asAnswers(body: unknown): Answers | undefined {
  const answers = (body as { answers?: unknown } | null)?.answers
  if (!Array.isArray(answers)) return undefined
  const whole = answers.every(
    (answer: unknown) =>
      typeof (answer as Answer | null)?.id === 'string' &&
      ['done', 'refused', 'question', 'later'].includes((answer as Answer).outcome),
  )
  return whole ? { answers: answers as readonly Answer[] } : undefined
}
