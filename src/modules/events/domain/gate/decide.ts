import type { CompactPass, PassAnswer, RevokedList } from '#engines/passes/index.ts'
import type { GateBook } from './gateBook.ts'
import type { ListedPass } from './gateList.ts'
import { verdictOf, type How, type Reason, type Verdict } from './scan.ts'

/** What a device knows when somebody stands before it. */
export interface Gate {
  readonly book: GateBook
  readonly way: 'entry' | 'exit'
  /** Whether this device let her into this hall and has not seen her go. */
  isInside(serial: number): boolean
  /** Serial of whoever holds the device; null: not known by one. */
  readonly staff: number | null
  /** Whether the days of a pass can be judged (clock.ts). */
  readonly isClockTrusted: boolean
}

/** Whose pass, by a code's picture or by the list. `pass`: what its bytes say, whether or not the signature could be checked. */
export type Shown =
  | { readonly how: 'camera'; readonly answer: PassAnswer; readonly pass: CompactPass | undefined }
  | { readonly how: Exclude<How, 'camera'>; readonly serial: number }

export interface Decision {
  readonly verdict: Verdict
  readonly reason: Reason
  /** Undefined where nothing of the event's was shown: then there is nothing to write down. */
  readonly serial: number | undefined
  readonly listed: ListedPass | undefined
  /** What the pass itself says, where its signature holds. */
  readonly name: string | undefined
}

/** The list as the engine asks for it: who holds no seat any more holds no pass. */
export const revokedOf = (book: GateBook): RevokedList => ({
  kind: 'event',
  about: book.about,
  madeAt: book.madeAt,
  has: (serial) => isOver(book.passes.get(serial)),
  size: book.passes.size,
})
const isOver = (pass: ListedPass | undefined): boolean =>
  pass?.standing === 'withdrawn' || pass?.standing === 'barred'

/** Decides at the gate, by what the device holds and by nothing else. */
export function decideGate(shown: Shown, gate: Gate): Decision {
  const read = shown.how === 'camera' ? readPass(shown.answer, shown.pass, gate) : { serial: shown.serial }
  const { serial } = read
  const listed = serial === undefined ? undefined : gate.book.passes.get(serial)
  const name = 'name' in read ? read.name : undefined
  const made = (reason: Reason): Decision => ({ verdict: verdictOf(reason), reason, serial, listed, name })
  if (serial === undefined) return made(read.doubt ?? 'no_pass')
  if (serial === gate.staff) return made('self')
  const { doubt } = read
  // Whom the list does not know is known by the signature alone.
  if (!listed) {
    if (doubt === 'wrong_day') return made('wrong_day')
    return made(shown.how === 'camera' && doubt !== 'old_key' ? 'not_listed' : 'unknown')
  }
  // Nobody is kept inside: whoever goes, goes.
  if (gate.way === 'exit') return made('ok')
  if (listed.standing !== 'coming' && listed.standing !== 'offered') return made(listed.standing)
  // The list tells the event's days better than a pass that was made before it was postponed; scans of another day the house asks about.
  if (doubt && doubt !== 'wrong_day') return made(doubt)
  if (gate.isInside(serial)) return made('again')
  return made(listed.standing === 'offered' ? 'offered' : 'ok')
}

interface Read {
  readonly serial: number | undefined
  /** What is wrong with the pass itself. */
  readonly doubt?: Reason
  readonly name?: string
}

function readPass(answer: PassAnswer, pass: CompactPass | undefined, gate: Gate): Read {
  if (!pass || pass.kind !== 'event') return { serial: undefined, doubt: 'no_pass' }
  if (pass.about !== gate.book.about) return { serial: undefined, doubt: 'other_event' }
  const { serial, name } = pass
  const days: Reason = gate.isClockTrusted ? 'wrong_day' : 'clock'
  switch (answer.answer) {
    case 'valid':
    case 'revoked':
      return { serial, ...(answer.answer === 'valid' && { name }) }
    case 'expired':
      return { serial, doubt: days, name }
    case 'couldNotCheck':
      if (answer.why === 'forged' || answer.why === 'unreadable')
        return { serial: undefined, doubt: 'forged' }
      if (answer.why === 'unknownKey' || answer.why === 'keyNotThen') return { serial, doubt: 'old_key' }
      // What is left: not yet, or an old list, by which it is decided all the same; the page says how old it is.
      return answer.why === 'notYet' ? { serial, doubt: days, name } : { serial, name }
  }
}
