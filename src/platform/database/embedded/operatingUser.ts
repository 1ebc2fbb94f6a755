import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The user PostgreSQL runs as: `undefined` means "as ourselves". */
export type OperatingUser = { readonly uid: number; readonly gid: number } | undefined

/** PostgreSQL refuses to run as root; started by root it runs as `nobody`, which owns its data and nothing else. */
export function operatingUser(): OperatingUser {
  if (process.getuid?.() !== 0) return undefined
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : { uid: 65534, gid: 65534 }
}

/** Whether that user may enter, read and write the folder, asked of the kernel by trying as that user. */
export function mayWrite(user: OperatingUser, folder: string): boolean {
  const test = 'test -r "$0" && test -w "$0" && test -x "$0"'
  return spawnSync('/bin/sh', ['-c', test, folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}

/** What PostgreSQL's programs get to see of our environment: no secret of ours is among it. */
export const PLAIN_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
