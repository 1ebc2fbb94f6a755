import { join } from 'node:path'
import { loadCourses } from '#modules/learning/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import type { Environment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { readSettings } from '#platform/settings/settings.ts'
import { say } from '../say.ts'

const COURSES = join(import.meta.dirname, '../../data/courses')

/**
 * Brings the courses of this version of the product to an organisation that is set up: what is new, and newer editions of what is there, each waiting to be
 * read. An update does it by itself after its migrations; brought twice it changes nothing.
 */
export async function bringCourses(environment: Environment): Promise<void> {
  if (environment.edition !== 'organisation') return
  const { platform, close } = openPlatform(environment, 2)
  try {
    if (await readSettings(platform.db)) await bring(platform)
  } finally {
    await close()
  }
}

async function bring(platform: Platform): Promise<void> {
  const context = contextFor(platform, systemActor('bring courses'))
  const { lessons, editions, later } = await loadCourses(context, COURSES, 'in_review')
  if (lessons + editions > 0)
    say({
      en: `Courses: ${lessons} new lessons and ${editions} newer editions wait to be read (/courses).`,
      hi: `पाठ्यक्रम: ${lessons} नए पाठ और ${editions} नए संस्करण पढ़े जाने की राह देख रहे हैं (/courses)।`,
    })
  else say({ en: 'The courses are up to date.', hi: 'पाठ्यक्रम नवीनतम हैं।' })
  if (later > 0)
    say({
      en: `${later} newer editions were left for another time: somebody is working on those lessons.`,
      hi: `${later} नए संस्करण बाद के लिए छोड़े गए: उन पाठों पर अभी कोई काम कर रहा है।`,
    })
}
