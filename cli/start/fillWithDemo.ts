import { join } from 'node:path'
import { loadDemo } from '#demo/loadDemo.ts'
import { passLessons } from '#demo/passLessons.ts'
import { releaseDemoKit } from '#demo/releaseDemoKit.ts'
import { loadCourses } from '#modules/learning/server/index.ts'
import { placesWork } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { StartRefused, type Line } from '#platform/database/embedded/index.ts'
import { learnSizes } from '#platform/database/sizeStore.ts'
import { isMadeUp } from '#platform/demo/madeUp.ts'
import { readSettings } from '#platform/settings/settings.ts'

const DATA = join(import.meta.dirname, '../../data')

/**
 * Gives an empty edition Rajasthan's places and its made-up people. An edition that has its settings was filled before
 * and is left as its visitors made it, but for lessons that are new; newer place files come in by `--fresh` or by an import.
 * @throws StartRefused when the people in it are real: a backup that was restored with --set-aside
 */
export async function fillWithDemo(platform: Platform, say: (line: Line) => void): Promise<void> {
  const { edition } = platform.environment
  if (await readSettings(platform.db)) {
    if (await isMadeUp(platform.db)) return bringCoursesOf(platform)
    throw realPeople(edition)
  }
  say({
    en: `Filling the ${edition} edition with Rajasthan's 45,322 booths and made-up people …`,
    hi: `${edition} संस्करण में राजस्थान के 45,322 बूथ और काल्पनिक लोग भरे जा रहे हैं …`,
  })
  await placesWork.loadRajasthan(contextFor(platform, systemActor('start')), DATA)
  await loadDemo(platform, DATA)
  await bringCoursesOf(platform)
  if (platform.environment.edition === 'organisation') {
    await passLessons(platform)
    await releaseDemoKit(platform)
  }
  await learnSizes(platform.db)
}

/** Lessons of this version that are not there yet; a newer edition of one waits to be read, as everywhere. */
async function bringCoursesOf(platform: Platform): Promise<void> {
  if (platform.environment.edition === 'organisation')
    await loadCourses(contextFor(platform, systemActor('start')), join(DATA, 'courses'), 'released')
}

const realPeople = (edition: string) =>
  new StartRefused(
    'real_people',
    { edition },
    {
      en: `The ${edition} database holds a real organisation, and "start" would let anybody in. Serve it with "karyakarta serve" (docs/operations.md), or set KARYAKARTA_HOME to another folder.`,
      hi: `${edition} के डेटाबेस में असली संगठन है, और "start" से कोई भी अंदर आ सकता है। उसे "karyakarta serve" से चलाएँ (docs/operations.md), या KARYAKARTA_HOME में दूसरा फ़ोल्डर दें।`,
    },
  )
