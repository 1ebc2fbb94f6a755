import type { EditionName } from '#platform/environment/environment.ts'
import { StartRefused } from '#platform/database/embedded/index.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { openPlatform } from '#platform/open.ts'
import { installationFrom, withInstallations, type Installation } from '../operate/installation.ts'
import { say, worded } from '../say.ts'
import { unwell, type Check, type Finding, type Patient, type Report } from './check.ts'
import { CONTENTS } from './contents.ts'
import { DATABASE } from './database.ts'
import { MACHINE } from './machine.ts'
import { MESSAGES } from './messages.ts'
import { proveWall } from './wall/proveWall.ts'

const CHECKS: readonly Check[] = [...MACHINE, ...DATABASE, ...CONTENTS, ...MESSAGES]

export interface DoctorWishes {
  readonly edition?: EditionName
  readonly json?: boolean
  readonly wall?: boolean
  readonly other?: string
}

/** Looks at every edition here, prints a line a check, and sets the exit code to 1 unless all holds. */
export async function doctor(wishes: DoctorWishes): Promise<void> {
  const reports = await withInstallations(wishes.wall ? undefined : wishes.edition, async (installations) => {
    if (wishes.wall) return proveWallBetween(installations, wishes.other)
    const found: Report[] = []
    for (const installation of installations) found.push(...(await examine(installation)))
    return found
  })
  if (wishes.json) console.log(JSON.stringify(reports, null, 2))
  else tell(reports)
  if (reports.some(({ ok }) => !ok)) process.exitCode = 1
}

async function proveWallBetween(here: readonly Installation[], other: string | undefined): Promise<Report[]> {
  const both = other === undefined ? here : [...here, installationFrom(other)]
  const [first, second] = both
  if (!first || !second || both.length !== 2) throw otherEditionMissing()
  return proveWall(first, second)
}

const otherEditionMissing = () =>
  new StartRefused(
    'other_edition_missing',
    {},
    {
      en: "--wall needs both editions: name the other one's environment file, --other /etc/karyakarta/programme.env",
      hi: '--wall को दोनों संस्करण चाहिए: दूसरे की environment फ़ाइल बताएँ, --other /etc/karyakarta/programme.env',
    },
  )

/** Every check on one edition; one that cannot be made has failed. */
export async function examine(installation: Installation): Promise<Report[]> {
  const { environment } = installation
  const { platform, close } = openPlatform(environment, 2)
  const owner = installation.ownerUrl === undefined ? undefined : openDatabase(installation.ownerUrl, 1)
  const patient: Patient = { installation, platform, owner: owner?.db }
  const reports: Report[] = []
  try {
    for (const check of CHECKS) {
      const finding = await check.look(patient).catch((error: unknown) => cannotLook(error))
      reports.push({ edition: environment.edition, id: check.id, name: worded(check.name), ...finding })
    }
  } finally {
    await Promise.all([close(), owner?.close()])
  }
  return reports
}

const cannotLook = (error: unknown): Finding =>
  unwell(
    error instanceof Error ? error.message : 'failed',
    'This could not be looked at; is the database reachable with these roles?',
    'इसे देखा नहीं जा सका; क्या डेटाबेस इन भूमिकाओं से खुलता है?',
  )

/** One line a finding, and under a bad one what to do. */
export function tell(reports: readonly Report[]): void {
  let edition: EditionName | undefined
  for (const report of reports) {
    if (report.edition !== edition) console.log(`\n${report.edition}`)
    edition = report.edition
    console.log(`${report.ok ? '✓' : '✗'} ${report.name}: ${report.seen}`)
    if (report.todo) console.log(`    → ${worded(report.todo)}`)
  }
  const failed = reports.filter(({ ok }) => !ok).length
  const all = reports.length
  console.log()
  if (failed === 0) say({ en: `All ${all} checks hold.`, hi: `सभी ${all} जाँचें सही हैं।` })
  else say({ en: `${failed} of ${all} checks do not hold.`, hi: `${all} में से ${failed} जाँचें सही नहीं हैं।` })
}
