import { authorise, requireMember, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import type { Platform } from '../domain/content.ts'
import { isOfThisWeek } from '../domain/bulletin.ts'
import { bulletinItems, shownBulletin, type BulletinItem } from './bulletinStore.ts'
import { mayRelease, mayReleaseSome, mayWrite } from './policy.ts'

const MOST = 100

export interface ListedItem extends Omit<BulletinItem, 'madeBy' | 'changedBy'> {
  /** Its day has passed: nobody sees it any more. */
  readonly isOver: boolean
  readonly may: { readonly release: boolean; readonly retire: boolean }
}

/** What waits, what is shown and what was: for those who write it. @throws Refusal forbidden */
export async function listBulletin(ctx: Context): Promise<readonly ListedItem[]> {
  requirePerson(ctx.actor)
  authorise(mayWrite(ctx.actor))
  const items = await ctx.transaction((tx) => bulletinItems(tx, MOST))
  const today = indianDay(ctx.now)
  return items.map(({ madeBy, changedBy, ...item }) => ({
    ...item,
    isOver: item.until < today,
    may: {
      release:
        item.state === 'in_review' &&
        mayRelease(
          ctx.actor,
          [madeBy, changedBy].filter((writer) => writer !== null),
        ).allowed,
      retire: item.state === 'in_review' || mayReleaseSome(ctx.actor).allowed,
    },
  }))
}

export interface BulletinLine {
  readonly id: string
  readonly platform: Platform
  readonly words: string
  readonly source: string
  readonly sourceTitle: string
  /** The day on which it changed, `YYYY-MM-DD`. */
  readonly datedOn: string
  readonly isOfThisWeek: boolean
}

/** What changed lately, in one's own language, the newest first. @throws Refusal notSignedIn */
export async function myBulletin(ctx: Context, most = MOST): Promise<readonly BulletinLine[]> {
  requireMember(ctx.actor)
  const today = indianDay(ctx.now)
  const items = await ctx.transaction((tx) => shownBulletin(tx, today, most))
  return items.map(({ id, platform, wordsHi, wordsEn, source, sourceTitle, datedOn }) => ({
    id,
    platform,
    words: ctx.locale === 'en' ? wordsEn : wordsHi,
    source,
    sourceTitle,
    datedOn,
    isOfThisWeek: isOfThisWeek(datedOn, today),
  }))
}
