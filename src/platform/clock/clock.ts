/** The one source of the present moment, so that tests can stand still or travel. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until told otherwise. */
export function stoppedClock(start: Date): Clock & { moveTo(time: Date): void } {
  let present = start
  return {
    now: () => new Date(present),
    moveTo(time) {
      present = time
    },
  }
}

/** In milliseconds: India keeps one time all year, so a day is always that long. */
export const DAY_MS = 86_400_000
