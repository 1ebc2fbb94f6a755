import { writeBackup } from '#platform/backup/writeBackup.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { openStore } from '#platform/files/openStore.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import { say } from '../say.ts'
import { writeWhole } from './archive.ts'
import { ownerOf, withInstallation } from './installation.ts'
import { writeKeysFile } from './keysFile.ts'

/** Backs one edition up into a new folder, or into one file when its name ends in .tar. */
export async function backup(
  target: string,
  { edition: wanted, withKeys = false }: { edition?: EditionName; withKeys?: boolean },
): Promise<void> {
  await withInstallation(wanted, async (installation) => {
    const { environment } = installation
    const { edition, KARYAKARTA_KEYS } = environment
    const source = {
      edition,
      ownerUrl: ownerOf(installation),
      store: await openStore(environment),
      keys: openKeyRing(KARYAKARTA_KEYS),
    }
    const manifest = await writeWhole(target, (folder) => writeBackup(source, folder))
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { count } = manifest.files
    say({
      en: `Backed up the ${edition} edition to ${target}: ${rows} rows in ${manifest.tables.length} tables, ${count} files; audit head ${manifest.audit.head.slice(0, 16)}.`,
      hi: `${edition} संस्करण का बैकअप ${target} में: ${manifest.tables.length} तालिकाओं में ${rows} पंक्तियाँ, ${count} फ़ाइलें; लेखा-शीर्ष ${manifest.audit.head.slice(0, 16)}।`,
    })
    if (!withKeys)
      return say({
        en: 'The keys are not in it: keep KARYAKARTA_KEYS safe elsewhere, or the sealed fields stay unreadable.',
        hi: 'कुंजियाँ इसमें नहीं हैं: KARYAKARTA_KEYS को अलग सुरक्षित रखें, नहीं तो सीलबंद जानकारी नहीं खुलेगी।',
      })
    await writeKeysFile(KARYAKARTA_KEYS, `${target}.keys.json`)
    say({
      en: `WARNING: ${target}.keys.json opens every phone number in this backup. Move it to another place than the backup, now.`,
      hi: `सावधान: ${target}.keys.json से इस बैकअप का हर फ़ोन नंबर खुलता है। इसे अभी बैकअप से अलग जगह रखें।`,
    })
  })
}
