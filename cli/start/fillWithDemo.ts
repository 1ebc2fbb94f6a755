import { join } from 'node:path'
import { loadDemo } from '#demo/loadDemo.ts'
import { loadRajasthan } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import type { Line } from '#platform/database/embedded/index.ts'
import { readSettings } from '#platform/settings/settings.ts'

const DATA = join(import.meta.dirname, '../../data')

/**
 * Gives an empty edition Rajasthan's places and its made-up people. An edition that has its settings was filled before
 * and is left as its visitors made it; newer place files come in by `--fresh` or by an import.
 */
export async function fillWithDemo(platform: Platform, say: (line: Line) => void): Promise<void> {
  if (await readSettings(platform.db)) return
  const { edition } = platform.environment
  say({
    en: `Filling the ${edition} edition with Rajasthan's 45,322 booths and made-up people …`,
    hi: `${edition} संस्करण में राजस्थान के 45,322 बूथ और काल्पनिक लोग भरे जा रहे हैं …`,
  })
  await loadRajasthan(contextFor(platform, systemActor('start')), DATA)
  await loadDemo(platform, DATA)
}
