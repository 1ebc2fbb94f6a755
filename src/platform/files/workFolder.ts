import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sayStoreFault } from './storeFault.ts'

/** What the house makes in folders of its own on this machine's disk; whoever makes one removes it, and of a process that was killed the next that begins. */
const WORK = ['rendition', 'frame', 'packing'] as const

/** A new folder for one piece of work. @throws Refusal unavailable where the disk is full */
export const workFolder = (work: (typeof WORK)[number]): Promise<string> =>
  mkdtemp(join(tmpdir(), `karyakarta-${work}-`)).catch((thrown: unknown) => {
    throw sayStoreFault(thrown)
  })

const NAMED = new RegExp(`^karyakarta-(${WORK.join('|')})-`)
export const isWorkFolder = (name: string): boolean => NAMED.test(name)
