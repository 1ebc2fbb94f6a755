import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { listedCourses, type ListedCourse } from './courseStore.ts'
import { mayReleaseSome, mayWrite } from './policy.ts'

/** All courses, for those who write them: what is in force, what is worked on, which facts nobody has read or whose day has come. @throws Refusal forbidden */
export async function listCourses(
  ctx: Context,
): Promise<{ readonly courses: readonly ListedCourse[]; readonly releases: boolean }> {
  requirePerson(ctx.actor)
  authorise(mayWrite(ctx.actor))
  const courses = await ctx.transaction((tx) => listedCourses(tx, indianDay(ctx.now)))
  return { courses, releases: mayReleaseSome(ctx.actor).allowed }
}

/** Names of all courses, for whoever makes tracks of them. @throws Refusal forbidden */
export async function listCourseNames(
  ctx: Context,
): Promise<readonly Pick<ListedCourse, 'id' | 'titleHi' | 'titleEn'>[]> {
  requirePerson(ctx.actor)
  authorise(mayReleaseSome(ctx.actor))
  const courses = await ctx.transaction((tx) => listedCourses(tx, indianDay(ctx.now)))
  return courses.map(({ id, titleHi, titleEn }) => ({ id, titleHi, titleEn }))
}

/** Whether whoever acts writes courses: for the menu, which shows no door that would not open. */
export const writesCourses = (ctx: Context): boolean => mayWrite(ctx.actor).allowed
