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

export { DAY_MS } from '#engines/indiantime/index.ts'
