/** How a pump stands while it asks. */
export interface Standing {
  /** Results that are not written down yet. */
  readonly done: number
  /** Items for which there is room, and which have not begun. */
  readonly free: number
  readonly underWay: number
  readonly atOnce: number
  /** Milliseconds since the last write ended. */
  readonly sinceWriteMs: number
  /** Milliseconds since the first of `done` ended. */
  readonly sinceFirstMs: number
}

/** When an item begins, and when a write is worth while: a pump has one or the other of the two below it. */
export interface Beginning {
  /** How many of those for which there is room begin now; the others begin when the next write has said so. */
  readonly now: (free: number) => number
  readonly isWorthWriting: (standing: Standing) => boolean
}

/** How long what could be written down waits for more, in milliseconds. */
export const WRITE_AFTER_MS = 150
