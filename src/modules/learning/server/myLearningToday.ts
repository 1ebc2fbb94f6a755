import { requireMember } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { together, type Context } from '#platform/context.ts'
import { SHOWN_ON_TODAY } from '../domain/bulletin.ts'
import { nextLesson } from './learntStore.ts'
import { myBulletin, type BulletinLine } from './listBulletin.ts'
import { countMyRecall } from './myRecall.ts'

export interface LearningToday {
  /** The next lesson that she has not passed as it stands; undefined when she has passed all, or there is none. */
  readonly lesson:
    | {
        readonly id: string
        readonly title: string
        readonly course: string
        readonly minutes: number
        readonly bytes: number
        /** Until when a track asks for it; null when none does. */
        readonly dueOn: string | null
        readonly isLate: boolean
      }
    | undefined
  /** Recall cards left of today's three minutes. */
  readonly due: number
  /** What changed on the platforms lately. */
  readonly news: readonly BulletinLine[]
}

/** What Today says of learning: one lesson, how many cards, and what changed lately, in three statements. @throws Refusal notSignedIn */
export async function myLearningToday(ctx: Context): Promise<LearningToday> {
  const { personId } = requireMember(ctx.actor)
  return together(ctx, async (within) => {
    const next = await within.transaction((tx) => nextLesson(tx, personId))
    const inOwn = (hi: string, en: string): string => (ctx.locale === 'en' ? en : hi)
    return {
      lesson: next && {
        id: next.id,
        title: inOwn(next.titleHi, next.titleEn),
        course: inOwn(next.courseHi, next.courseEn),
        minutes: next.minutes,
        bytes: next.bytes,
        dueOn: next.dueOn,
        isLate: next.dueOn !== null && next.dueOn < indianDay(ctx.now),
      },
      due: await countMyRecall(within),
      news: await myBulletin(within, SHOWN_ON_TODAY),
    }
  })
}
