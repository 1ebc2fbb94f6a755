/** Clocks at the gate: a phone's clock may be days wrong, and be set right in the middle. */
import { DAY_MS } from '#engines/indiantime/index.ts'

/** What a device noted when it last heard the house. */
export interface HeardClock {
  /** The house's clock, milliseconds. */
  readonly house: number
  /** The device's own at the same moment. */
  readonly device: number
}

/** Up to here a difference is a slow network or an ordinary clock, milliseconds. */
export const CLOCK_SLACK_MS = 5 * 60_000

/** The moment, as well as a device can know it: its own clock, by as much right as it was wrong when it last heard the house. */
export const setRight = (clock: number, heard: HeardClock | undefined): number =>
  heard ? clock + (heard.house - heard.device) : clock

/**
 * Whether a device's clock can be trusted for the days of a pass: it has heard the house, and has not gone back since behind what it already knows to
 * be past (its list, its own last scan). A clock that was moved on after it heard the house cannot be told from time that passed.
 * @param known a moment that is past for certain, milliseconds
 */
export const isTrusted = (now: number, heard: HeardClock | undefined, known: number): boolean =>
  heard !== undefined && now >= known - CLOCK_SLACK_MS

/**
 * The first moment at which an event's gates are over for certain, milliseconds: it ends after midnight, so its passes, its list and its scans are good
 * through the day after its last. @param endsOn its last day in India, `YYYY-MM-DD`
 */
export const gatesClose = (endsOn: string): number => Date.parse(`${endsOn}T00:00:00+05:30`) + 2 * DAY_MS

/** Days after which a phone that never met the house again drops the list by itself: more than a clock is ever wrong by. */
const LEFT_DAYS = 7
/** Whether names have no business on a phone any more. @param now the moment as well as the phone can know it */
export const isListLeftOver = (now: number, endsOn: string): boolean =>
  now >= gatesClose(endsOn) + LEFT_DAYS * DAY_MS

/**
 * A scan's moment as the house writes it down: by as much right as the device was wrong when it sent, and never in the future.
 * @param sent what the device took for the moment at which it sent
 * @param received the house's clock when it came
 */
export function arrivedMoment(at: number, sent: number, received: number): number {
  const wrong = received - sent
  return Math.min(received, Math.abs(wrong) > CLOCK_SLACK_MS ? at + wrong : at)
}
