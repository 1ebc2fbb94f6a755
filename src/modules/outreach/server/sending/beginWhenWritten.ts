import { WRITE_AFTER_MS, type Beginning } from './beginning.ts'

/**
 * None begins before it is written down that it does: where nobody could tell of a dead worker's items which went out. No more than `atOnce` are
 * then begun and not yet written down as ended; a quarter of them is worth a write, so that there is always something under way.
 */
export const beginWhenWritten: Beginning = {
  now: () => 0,
  isWorthWriting: ({ done, free, underWay, atOnce, sinceWriteMs }) =>
    underWay === 0 || Math.max(done, free) >= Math.ceil(atOnce / 4) || sinceWriteMs >= WRITE_AFTER_MS,
}
