import type { EditionName } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import type { Installation } from '../../operate/installation.ts'
import { worded } from '../../say.ts'
import { unwell, well, type Finding, type Report } from '../check.ts'
import type { Attempt, Door, Side } from './door.ts'
import { codeImport } from './imports.ts'
import { log } from './log.ts'
import { apiKey, cookie } from './signIn.ts'
import { sqlRole } from './sqlRole.ts'
import { fileStore, jobQueue } from './work.ts'

/** Everything through which something could pass from one edition to the other. */
export const DOORS: readonly Door[] = [cookie, apiKey, sqlRole, codeImport, jobQueue, fileStore, log]

/** Tries every door in both directions. */
export async function proveWall(first: Installation, second: Installation): Promise<Report[]> {
  const opened = [first, second].map((installation) => {
    const { platform, close } = openPlatform(installation.environment, 2)
    return { side: { installation, platform }, close }
  })
  const [a, b] = opened.map(({ side }) => side) as [Side, Side]
  try {
    const reports: Report[] = []
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const)
      for (const door of DOORS) reports.push(await tried(door, own, other))
    return reports
  } finally {
    await Promise.all(opened.map(({ close }) => close()))
  }
}

async function tried(door: Door, own: Side, other: Side): Promise<Report> {
  const edition: EditionName = own.platform.environment.edition
  const finding = await door
    .tryToCross(own, other)
    .then(judged, (error: unknown) =>
      unwell(
        String(error),
        'The attempt could not be made, so nothing is proven.',
        'कोशिश ही नहीं हो सकी, इसलिए कुछ सिद्ध नहीं हुआ।',
      ),
    )
  return { edition, id: `wall-${door.id}`, name: worded(door.name), ...finding }
}

function judged({ atHome, crossed, seen }: Attempt): Finding {
  if (crossed)
    return unwell(
      seen,
      'The wall has a hole: stop both editions and separate them (docs/operations.md).',
      'दीवार में छेद है: दोनों संस्करण रोकें और उन्हें अलग करें (docs/operations.md)।',
    )
  if (!atHome)
    return unwell(
      seen,
      'It does not work at home either, so this proves nothing: run karyakarta doctor first.',
      'यह अपने घर में भी नहीं चलता, इसलिए कुछ सिद्ध नहीं: पहले karyakarta doctor चलाएँ।',
    )
  return well(seen)
}
