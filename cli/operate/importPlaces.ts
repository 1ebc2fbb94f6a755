import { join } from 'node:path'
import { placesWork } from '#modules/places/server/index.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor } from '#platform/context.ts'
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
      const context = contextFor(platform, systemActor('import places'))
      const { places, added, changed } = await placesWork.loadRajasthan(context, DATA).finally(close)
      say({
        en: `${environment.edition}: ${places} places, ${added} added, ${changed} changed.`,
        hi: `${environment.edition}: ${places} स्थान, ${added} जोड़े, ${changed} बदले।`,
      })
    }
  })
}
