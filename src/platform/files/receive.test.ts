import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { removeLeftBehind } from './receive.ts'
import { workFolder } from './workFolder.ts'

const folder = mkdtempSync(join(tmpdir(), 'karyakarta-receive-'))
beforeAll(() => void vi.stubEnv('TMPDIR', folder))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it('what a killed process left of an upload is removed; what arrives now, and what is not ours, stays', async () => {
  const file = (name: string, hoursAgo: number): string => {
    const path = join(folder, name)
    writeFileSync(path, 'नाम,मोबाइल')
    const at = Date.now() / 1000 - hoursAgo * 3600
    utimesSync(path, at, at)
    return path
  }
  const [left, arriving, other] = [file('karyakarta-1.arriving', 2), file('karyakarta-2.arriving', 0.5), file('other.arriving', 2)] // prettier-ignore
  await removeLeftBehind()
  expect([left, arriving, other].map((path) => existsSync(path))).toEqual([false, true, true])
})

it('what a killed process was making goes too; what is being made stays', async () => {
  const [left, making] = [await workFolder('rendition'), await workFolder('packing')]
  writeFileSync(join(left, 'made'), 'x')
  const at = Date.now() / 1000 - 2 * 3600
  utimesSync(left, at, at)
  await removeLeftBehind()
  expect([left, making].map((path) => existsSync(path))).toEqual([false, true])
})

it('a disk that is full is found by the probe of the store', () => {
  // The kernel lets this process write nothing at all (setrlimit(2)); what it prints goes by a pipe.
  const script = `
    import { storeHealth } from '#platform/files/storeHealth.ts'
    const health = await storeHealth({ KARYAKARTA_FILES: process.env.TMPDIR })
    console.log(health)`
  const said = execFileSync('bash', ['-c', 'ulimit -f 0; exec "$0" --input-type=module -e "$1"', process.execPath, script], { env: { ...process.env, TMPDIR: folder }, encoding: 'utf8' }) // prettier-ignore
  expect(said.trim()).toBe('full')
  expect(readdirSync(folder).filter((name) => name.startsWith('.probe'))).toEqual([])
})

it('a disk that is full while something arrives is said as that, and nothing stays lying', () => {
  // The kernel lets this process write no longer file than 8 kB (setrlimit(2)).
  const script = `
    import { receive } from '#platform/files/receive.ts'
    await receive([Buffer.alloc(64 * 1024)], 1e6).catch(({ id, reason }) => console.log(id, reason))`
  const said = execFileSync('bash', ['-c', 'ulimit -f 8; exec "$0" --input-type=module -e "$1"', process.execPath, script], { env: { ...process.env, TMPDIR: folder }, encoding: 'utf8' }) // prettier-ignore
  expect(said.trim()).toBe('unavailable files_disk_full')
  expect(readdirSync(folder).filter((name) => name.endsWith('.arriving'))).toEqual(['karyakarta-2.arriving', 'other.arriving'])
}) // prettier-ignore
