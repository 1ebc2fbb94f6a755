/** What a gate device writes down. Runs on the device as well: nothing here may need more than the language itself. */

/** `refused` is written down too: that somebody was turned away is no attendance, but it is not lost. */
export const WAYS = ['entry', 'exit', 'refused'] as const
export type Way = (typeof WAYS)[number]

/** How the device came to know whose pass it was. */
export const HOWS = ['camera', 'code', 'phone', 'paper'] as const
export type How = (typeof HOWS)[number]

/**
 * What a device can decide. `in`: come in. `ask`: come in, with a question that somebody settles later. `no`: not through this gate; the words on the
 * screen say why and where to go.
 */
export type Verdict = 'in' | 'ask' | 'no'
export const VERDICTS = {
  ok: 'in',
  /** This device let her in already and has not seen her leave. */
  again: 'ask',
  /** A seat is offered to her that she has not taken yet. */
  offered: 'ask',
  /** Signed by us for this event, but not on this device's list: she registered after it was made. */
  not_listed: 'ask',
  /** Signed by a key that this device does not know or that was not in use: known by the list alone. */
  old_key: 'ask',
  /** Its days do not fit, and this device's clock cannot be trusted. */
  clock: 'ask',
  waiting: 'no',
  withdrawn: 'no',
  /** She is suspended or has left. */
  barred: 'no',
  wrong_day: 'no',
  other_event: 'no',
  /** A volunteer card, a badge, or no code of ours. */
  no_pass: 'no',
  forged: 'no',
  /** Whoever holds the device: nobody checks herself in. */
  self: 'no',
  unknown: 'no',
} as const satisfies Record<string, Verdict>
export type Reason = keyof typeof VERDICTS
export const REASONS = Object.keys(VERDICTS) as readonly Reason[]
export const verdictOf = (reason: Reason): Verdict => VERDICTS[reason]

/** A scan as it lies on the device and travels. Append-only: what was wrong is undone by another. */
export interface Scan {
  /** UUIDv7, made on the device before anything else happens. */
  readonly id: string
  /** The pass: its serial (which its short code writes in letters). */
  readonly serial: number
  /** Null: the gate of the event as a whole. */
  readonly hall: string | null
  readonly way: Way
  /** Milliseconds since 1970, set right by what the device knew of its clock. */
  readonly at: number
  /** What the device's clock itself said. */
  readonly clock: number
  /** Counts this device's scans: their order, whatever its clock did. */
  readonly nth: number
  readonly how: How
  readonly decided: Reason
  /** When the list was made by which it was decided, milliseconds; null: without one. */
  readonly list: number | null
  /** Serial of whoever of the staff held the device; null: whoever enrolled it. */
  readonly by: number | null
  /** The entry of this device that this exit takes back. */
  readonly undoes: string | null
}

/** Letters and digits that nobody takes for one another (Crockford): a short code is a serial of thirty bits in six of them. */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LETTERS = 6
/** The first serial that no code can write. */
export const SERIALS = 32 ** CODE_LETTERS

/** @example codeOfSerial(serialOfCode('7K2-M4Q')!) // '7K2M4Q' */
export function codeOfSerial(serial: number): string {
  let code = ''
  for (let rest = serial, nth = 0; nth < CODE_LETTERS; nth++, rest = Math.floor(rest / 32))
    code = CODE_ALPHABET[rest % 32]! + code
  return code
}

/** As it is read out or typed: small letters, spaces and dashes, O for 0, I and L for 1. @returns undefined for what is no code */
export function serialOfCode(typed: string): number | undefined {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (letters.length !== CODE_LETTERS) return undefined
  let serial = 0
  for (const letter of letters) {
    const value = CODE_ALPHABET.indexOf(letter)
    if (value < 0) return undefined
    serial = serial * 32 + value
  }
  return serial
}
