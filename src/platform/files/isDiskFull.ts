/** What a kernel says where nothing more may be written: the disk, somebody's share of it, or the longest file is full (errno(3)). */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

export const isDiskFull = (thrown: unknown): boolean =>
  thrown instanceof Error && FULL.has((thrown as NodeJS.ErrnoException).code ?? '')
