import { endTrack } from '#modules/learning/server/endTrack.ts'
import { listCourseNames } from '#modules/learning/server/listCourses.ts'
import { listTracks } from '#modules/learning/server/listTracks.ts'
import { makeTrack } from '#modules/learning/server/makeTrack.ts'
import { TRACK_LEVELS, TRACK_ROLES, type MakeTrack } from '#modules/learning/domain/track.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

/** Days until a track is due unless its maker says otherwise. */
const USUAL_DAYS = 30
/** A course's checkbox is named so, since of a repeated name a form gives the last only. */
const COURSE = 'course.'

export const load: PageServerLoad = async ({ locals: { context } }) => {
  const listed = await listTracks(context)
  const { wings } = await viewActing(context)
  return {
    ...listed,
    wings,
    courses: listed.makes ? await listCourseNames(context) : [],
    roles: TRACK_ROLES,
    levels: TRACK_LEVELS,
    today: indianDay(context.now),
    dueOn: indianDay(new Date(context.now.getTime() + USUAL_DAYS * DAY_MS)),
    command: uuidv7(),
    commands: Object.fromEntries(listed.tracks.map(({ id }) => [id, uuidv7()])),
  }
}

export const actions: Actions = {
  make: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', nameHi = '', nameEn = '', role, wing, level, dueOn = '' } = fields
    const courseIds = Object.keys(fields).flatMap((name) =>
      name.startsWith(COURSE) ? [name.slice(COURSE.length)] : [],
    )
    return attemptInWords(url, fields, async () => {
      await makeTrack(locals.context, {
        command,
        nameHi,
        nameEn,
        role: (role ?? '') as MakeTrack['role'],
        wing: wing ?? '',
        level: (level ?? '') as MakeTrack['level'],
        dueOn,
        courseIds,
      })
      return { done: 'made' as const }
    })
  },
  end: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', trackId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await endTrack(locals.context, { command, trackId })
      return { done: 'ended' as const }
    })
  },
}
