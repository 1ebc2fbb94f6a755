import { verifyAudit } from '#platform/audit/verify.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { say } from '../say.ts'
import { withInstallations } from './installation.ts'

/** Recomputes the audit chain; the exit code is 1 when it is broken anywhere. */
export async function auditVerify({ edition: wanted }: { edition?: EditionName }): Promise<void> {
  await withInstallations(wanted, async (installations) => {
    for (const { environment } of installations) {
      const { edition } = environment
      const { platform, close } = openPlatform(environment, 1)
      const { entries, head, faults } = await verifyAudit(platform.db).finally(close)
      if (faults.length === 0)
        say({
          en: `✓ ${edition}: ${entries} entries, unbroken; head ${head}`,
          hi: `✓ ${edition}: ${entries} प्रविष्टियाँ, शृंखला अटूट; शीर्ष ${head}`,
        })
      else process.exitCode = 1
      for (const { seq, fault } of faults)
        say({ en: `✗ ${edition}: entry ${seq} ${fault}`, hi: `✗ ${edition}: प्रविष्टि ${seq}: ${fault}` })
    }
  })
}
