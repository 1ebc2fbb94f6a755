import { WRITE_AFTER_MS, type Beginning } from './beginning.ts'

const WRITTEN_TOGETHER = 250

/** Each begins as soon as there is room: where the other side knows repetitions, a dead worker's items are simply sent again. */
export const beginAtOnce: Beginning = {
  now: (free) => free,
  isWorthWriting: ({ done, sinceFirstMs, sinceWriteMs }) =>
    done >= WRITTEN_TOGETHER || Math.min(sinceFirstMs, sinceWriteMs) >= WRITE_AFTER_MS,
}
