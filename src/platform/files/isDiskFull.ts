import { Refusal } from '../errors/catalogue.ts'

/** What a kernel says where nothing more may be written: the disk, somebody's share of it, or the longest file is full (errno(3)). */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export const isDiskFull = (thrown: unknown): boolean =>
  thrown instanceof Error && FULL.has((thrown as NodeJS.ErrnoException).code ?? '')

/** The id of the words that say so where something was brought. */
export const DISK_FULL = 'files_disk_full'

/** Says a full disk as what it is, so that whoever brings something learns to come again; everything else as it was thrown. */
export const sayDiskFull = (thrown: unknown): unknown =>
  isDiskFull(thrown) ? new Refusal('unavailable', { reason: DISK_FULL, cause: thrown }) : thrown
