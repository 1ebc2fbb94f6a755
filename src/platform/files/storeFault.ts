import { channel } from 'node:diagnostics_channel'
import { isRefusal, Refusal } from '../errors/catalogue.ts'

/** What a kernel says where nothing more may be written: the disk, somebody's share of it, or the longest file is full (errno(3)). */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** What it says where files cannot be kept or read at all: mounted to read only, not ours, broken, gone, or too many open. */
const AWAY = new Set(
  'EROFS EACCES EPERM EIO ENOENT EEXIST ENOTDIR ENODEV ENXIO ESTALE ETIMEDOUT EMFILE ENFILE'.split(' '),
)

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error ? ((thrown as NodeJS.ErrnoException).code ?? '') : ''
export const isDiskFull = (thrown: unknown): boolean => FULL.has(codeOf(thrown))

/** The ids of the words that say so where something was brought. */
export const DISK_FULL = 'files_disk_full'
export const STORE_AWAY = 'files_store_away'

/** A fault of a store, and whether the log of this process has it. */
export interface StoreFault {
  readonly cause: unknown
  isLogged: boolean
}

/**
 * Hears every fault of a store: whoever brought something is told in words, and the log must have it too (open.ts). One process may have several
 * platforms open, web and worker; the first that hears of it says so.
 */
export const storeFaults = channel('karyakarta.storeFault')
/** Whether a refusal tells of what `storeFaults` has heard: it need not be logged again. */
export const isStoreFault = (refusal: Refusal): boolean =>
  refusal.reason === DISK_FULL || refusal.reason === STORE_AWAY

/**
 * Says what ails a store as what it is, so that whoever brings something learns to come again; everything else as it was thrown. Only for what a
 * store or this machine's own disk has thrown: elsewhere a file that is not there is somebody's mistake.
 */
export function sayStoreFault(thrown: unknown): unknown {
  if (isDiskFull(thrown)) return told(DISK_FULL, thrown)
  return AWAY.has(codeOf(thrown)) ? told(STORE_AWAY, thrown) : thrown
}

/** The same of a store in the network: whatever it says that is no answer. */
export const sayBucketFault = (thrown: unknown): unknown =>
  isRefusal(thrown) ? thrown : told(STORE_AWAY, thrown)

function told(reason: string, cause: unknown): Refusal {
  storeFaults.publish({ cause, isLogged: false } satisfies StoreFault)
  return new Refusal('unavailable', { reason, cause })
}
