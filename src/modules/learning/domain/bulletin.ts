import { z } from 'zod'
import { addDays, DAY_MS } from '#engines/indiantime/index.ts'
import { oneLine } from '#engines/typedtext/index.ts'
import { PLATFORMS, sourceAddress } from './content.ts'
import { command } from './version.ts'

/** Days for which an item may be shown at most: what changed is news for some weeks, then it belongs into a lesson. */
export const LONGEST_DAYS = 60
/** Days for which a change is one of this week. */
const FRESH_DAYS = 7
/** Whether the heading may say "this week". @param datedOn @param today both `YYYY-MM-DD` */
export const isOfThisWeek = (datedOn: string, today: string): boolean =>
  Date.parse(today) - Date.parse(datedOn) < FRESH_DAYS * DAY_MS
/** Items that stand on Today; the page of lessons has them all. */
export const SHOWN_ON_TODAY = 2

/** `in_review` waits for somebody else's word; `released` is shown until its day has passed; `retired` was taken away before. */
export type BulletinState = 'in_review' | 'released' | 'retired'

const itemId = z.guid({ error: 'learning_bulletin_unknown' })
const words = z
  .string({ error: 'learning_words_needed' })
  .transform(oneLine)
  .pipe(z.string().min(3, 'learning_words_needed').max(400, 'learning_words_long'))
const said = {
  platform: z.enum(PLATFORMS, { error: 'learning_platform_needed' }),
  wordsHi: words,
  wordsEn: words,
  source: sourceAddress,
  /** Whose source it is, and what it is called. */
  sourceTitle: z
    .string({ error: 'learning_source_title_needed' })
    .transform(oneLine)
    .pipe(z.string().min(2, 'learning_source_title_needed').max(200, 'learning_words_long')),
  /** The day on which it changed. */
  datedOn: z.iso.date({ error: 'learning_day_wrong' }),
  until: z.iso.date({ error: 'learning_day_wrong' }),
}
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'learning_bulletin_unknown')

/** Without `itemId` a new item; with it a change of what `basedOn` says stands there. */
export const saveBulletinSchema = z.object({
  command,
  itemId: itemId.optional(),
  basedOn: hash.optional(),
  ...said,
})
export type SaveBulletin = z.input<typeof saveBulletinSchema>
export const releaseBulletinSchema = z.object({ command, itemId, readHash: hash })
export type ReleaseBulletin = z.input<typeof releaseBulletinSchema>
export const retireBulletinSchema = z.object({ command, itemId })
export type RetireBulletin = z.input<typeof retireBulletinSchema>

export type BulletinWords = Pick<z.output<typeof saveBulletinSchema>, keyof typeof said>
/** The one way in which an item is written down: what a review is bound to. */
export const writtenItem = (item: BulletinWords): string =>
  JSON.stringify([
    item.platform,
    item.wordsHi,
    item.wordsEn,
    item.source,
    item.sourceTitle,
    item.datedOn,
    item.until,
  ])

const shippedSchema = z.array(
  z.object({
    key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
    platform: said.platform,
    says: z.object({ hi: words, en: words }),
    source: z.object({ title: z.string(), publisher: z.string(), address: said.source }),
    datedOn: z.iso.date(),
    retiresOn: z.iso.date(),
  }),
)

export interface ShippedItem extends BulletinWords {
  readonly key: string
}

/** First items as they ship with the house (data/courses/bulletin.json). @throws ZodError */
export const shippedBulletin = (read: unknown): readonly ShippedItem[] =>
  shippedSchema.parse(read).map(({ key, platform, says, source, datedOn, retiresOn }) => ({
    key,
    platform,
    wordsHi: says.hi,
    wordsEn: says.en,
    source: source.address,
    sourceTitle: `${source.publisher}: ${source.title}`.slice(0, 200),
    datedOn,
    until: retiresOn,
  }))

/** What is wrong with an item's last day, as the id of the words. All days as India counts them, `YYYY-MM-DD`. */
export function untilFault(until: string, today: string): string | undefined {
  const last = addDays(today, LONGEST_DAYS)
  return until < today ? 'learning_until_past' : until > last ? 'learning_until_far' : undefined
}
