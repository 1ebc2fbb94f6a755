import { redirect } from '@sveltejs/kit'
import { beginCourse } from '#modules/learning/server/beginCourse.ts'
import { beginLesson } from '#modules/learning/server/beginLesson.ts'
import { beginVersion } from '#modules/learning/server/beginVersion.ts'
import { listCourses } from '#modules/learning/server/listCourses.ts'
import { PLATFORMS, type Platform } from '#modules/learning/domain/content.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const { courses, releases } = await listCourses(locals.context)
  const ids = courses.flatMap(({ id, lessons }) => [id, ...lessons.map((lesson) => lesson.id)])
  return {
    courses,
    releases,
    platforms: PLATFORMS,
    command: uuidv7(),
    commands: Object.fromEntries(ids.map((id) => [id, uuidv7()])),
  }
}

export const actions: Actions = {
  course: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', platform, titleHi = '', titleEn = '', summaryHi, summaryEn } = fields
    return attemptInWords(url, fields, async () => {
      await beginCourse(locals.context, {
        command,
        platform: platform as Platform,
        titleHi,
        titleEn,
        summaryHi,
        summaryEn,
      })
      return { done: 'course' as const }
    })
  },
  lesson: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', courseId = '', titleHi = '', titleEn = '' } = fields
    return attemptInWords(url, fields, async () => {
      const { versionId } = await beginLesson(locals.context, { command, courseId, titleHi, titleEn })
      redirect(303, `/courses/${versionId}`)
    })
  },
  version: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', lessonId = '' } = fields
    return attemptInWords(url, fields, async () => {
      const { versionId } = await beginVersion(locals.context, { command, lessonId })
      redirect(303, `/courses/${versionId}`)
    })
  },
}
