import { isComing, type RegistrationState } from '../seats.ts'
import { gatesClose } from './clock.ts'
import { verdictOf, type Scan } from './scan.ts'

/** The pass of a scan as the house knows it. */
export interface KnownPass {
  readonly state: RegistrationState
  readonly barred: boolean
}
interface Days {
  /** `YYYY-MM-DD`, as India counts days. */
  readonly startsOn: string
  readonly endsOn: string
}

/**
 * Whether what a phone says does not agree with what the house knows, so that it counts only once somebody has looked: a moment outside the event's days
 * (a rehearsal, a phone that sends weeks later, a clock of 1970), an entry of somebody whom the gate refused, a pass that nobody has though the list
 * knew it, an exit of somebody who has no seat.
 * @param pass undefined: nobody at the event has it
 */
export function isDoubted(
  scan: Pick<Scan, 'at' | 'way' | 'decided' | 'undoes'>,
  pass: KnownPass | undefined,
  { startsOn, endsOn }: Days,
): boolean {
  // Neither makes anybody come or go.
  if (scan.way === 'refused' || scan.undoes !== null) return false
  if (scan.at < Date.parse(`${startsOn}T00:00:00+05:30`) || scan.at >= gatesClose(endsOn)) return true
  // Whom no list had is asked about anyhow (VERDICTS).
  if (!pass) return verdictOf(scan.decided) !== 'ask'
  if (scan.way === 'exit') return !isComing(pass.state) || pass.barred
  return verdictOf(scan.decided) === 'no'
}
