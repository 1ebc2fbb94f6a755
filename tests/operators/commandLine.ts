import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { databaseOf, ownerRoleOf, servingRoleOf } from '#platform/database/provision.ts'
import { asSuperuser } from '../database/template.ts'
import type { ProvisionedHouse, TwoEditions } from '../wall/twoEditions.ts'

const ROOT = join(import.meta.dirname, '../..')

export interface Said {
  /** Exit code. */
  readonly code: number
  /** Standard output and error together. */
  readonly text: string
}

/** Runs `karyakarta WORDS…` as an operator's shell does, with these variables and a bare environment beside them. */
export async function commandLine(
  variables: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Said> {
  const child = spawn(process.execPath, [join(ROOT, 'cli/karyakarta.mjs'), ...words], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', ...variables },
    cwd: ROOT,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += String(part)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}

/** Everything that makes an edition is destroyed: database, keys, files on the disk. An empty database stands there, as operations.md makes it. */
export async function destroyEdition(both: TwoEditions, { edition }: ProvisionedHouse): Promise<void> {
  const [database, owner, serving] = [databaseOf(edition), ownerRoleOf(edition), servingRoleOf(edition)]
  await asSuperuser(both.superuserUrl, [
    `drop database ${database} with (force)`,
    `create database ${database} owner ${owner} template template0 encoding 'UTF8'
       locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'`,
    `revoke all on database ${database} from public`,
    `grant connect, temporary on database ${database} to ${owner}, ${serving}`,
  ])
  for (const name of ['keys', 'files'])
    rmSync(join(both.folder, edition, name), { recursive: true, force: true })
}
