import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { removeLeftBehind } from './receive.ts'

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
