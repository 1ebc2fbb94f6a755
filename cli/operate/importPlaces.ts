import { join } from 'node:path'
import { placesWork } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { learnSizes } from '#platform/database/sizeStore.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { say } from '../say.ts'
import { withInstallations } from './installation.ts'

const DATA = join(import.meta.dirname, '../../data')

/** Loads Rajasthan's places, or what is new in them, into every edition here. */
export async function importRajasthan({ edition }: { edition?: EditionName }): Promise<void> {
  await withInstallations(edition, async (installations) => {
    for (const { environment } of installations) {
      const { platform, close } = openPlatform(environment, 2)
      const { places, added, changed } = await bring(platform).finally(close)
      say({
        en: `${environment.edition}: ${places} places, ${added} added, ${changed} changed.`,
        hi: `${environment.edition}: ${places} स्थान, ${added} जोड़े, ${changed} बदले।`,
      })
    }
  })
}

async function bring(platform: Platform) {
  const loaded = await placesWork.loadRajasthan(contextFor(platform, systemActor('import places')), DATA)
  await learnSizes(platform.db)
  return loaded
}
