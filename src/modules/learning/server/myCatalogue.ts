import { requireMember } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import type { Platform } from '../domain/content.ts'
import { catalogueOf } from './learntStore.ts'

export interface MyLesson {
  readonly id: string
  readonly title: string
  readonly minutes: number
  /** Of the pack that a phone keeps, bytes. */
  readonly bytes: number
  /** Of sound and film, fetched only when played, bytes. */
  readonly mediaBytes: number
  readonly state: 'new' | 'passed' | 'renewed'
}
export interface MyCourse {
  readonly id: string
  readonly platform: Platform
  readonly title: string
  readonly summary: string
  readonly passed: number
  readonly lessons: readonly MyLesson[]
}

/** All courses in one's own language, with what one has passed. @throws Refusal notSignedIn */
export async function myCatalogue(ctx: Context): Promise<readonly MyCourse[]> {
  const { personId } = requireMember(ctx.actor)
  const courses = await ctx.transaction((tx) => catalogueOf(tx, personId))
  const inOwn = <T>(hi: T, en: T): T => (ctx.locale === 'en' ? en : hi)
  return courses.map(({ id, platform, titleHi, titleEn, summaryHi, summaryEn, lessons }) => ({
    id,
    platform,
    title: inOwn(titleHi, titleEn),
    summary: inOwn(summaryHi, summaryEn),
    passed: lessons.filter(({ passed, renewed }) => passed && !renewed).length,
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      title: inOwn(lesson.titleHi, lesson.titleEn),
      minutes: lesson.minutes,
      bytes: lesson.bytes,
      mediaBytes: lesson.mediaBytes,
      state: lesson.renewed ? ('renewed' as const) : lesson.passed ? ('passed' as const) : ('new' as const),
    })),
  }))
}
