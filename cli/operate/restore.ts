import { restoreBackup } from '#platform/backup/restoreBackup.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { openStore } from '#platform/files/openStore.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { createMissingSigningKey } from '#platform/keys/changeSigningKeys.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import { say } from '../say.ts'
import { readWhole } from './archive.ts'
import { ownerOf, withInstallation } from './installation.ts'
import { readKeysFile } from './keysFile.ts'
import { setAside } from './setAside.ts'

interface RestoreWishes {
  readonly edition?: EditionName
  /** A file made by `backup --with-keys`. */
  readonly keys?: string
  /** The embedded database of that edition is renamed first, its keys too, and an empty one made. */
  readonly setAside?: boolean
}

/** Restores one edition into an empty database and says what stands there afterwards. */
export async function restore(source: string, wishes: RestoreWishes): Promise<void> {
  const aside = wishes.setAside ? await setAside(wishes.edition, wishes.keys !== undefined) : undefined
  try {
    await bringBack(source, wishes)
  } catch (error) {
    await aside?.putBack()
    throw error
  }
}

async function bringBack(source: string, wishes: RestoreWishes): Promise<void> {
  await withInstallation(wishes.edition, async (installation) => {
    const { environment, plan } = installation
    const { edition, KARYAKARTA_KEYS } = environment
    if (wishes.keys) await readKeysFile(wishes.keys, KARYAKARTA_KEYS)
    // A backup of an earlier version knows no signing key; one that knows it needs that very key and is refused without (manifest.ts).
    createMissingSigningKey(KARYAKARTA_KEYS, systemClock.now())
    const target = {
      edition,
      ownerUrl: ownerOf(installation),
      plan,
      store: await openStore(environment),
      keys: openKeyRing(KARYAKARTA_KEYS),
    }
    const manifest = await readWhole(source, (folder) => restoreBackup(folder, target))
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    say({
      en: `Restored the ${edition} edition as of ${manifest.madeAt}: ${rows} rows, ${manifest.files.count} files, audit chain of ${manifest.audit.entries} entries holds. Now: karyakarta doctor`,
      hi: `${edition} संस्करण ${manifest.madeAt} की स्थिति में लौट आया: ${rows} पंक्तियाँ, ${manifest.files.count} फ़ाइलें, ${manifest.audit.entries} प्रविष्टियों की लेखा-शृंखला सही। अब: karyakarta doctor`,
    })
  })
}
