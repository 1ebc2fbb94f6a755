/**
 * What waits on a phone, as a pure machine: what is sent next, and what becomes of it. Every command keeps one id from its making to its
 * effect, so it may be sent any number of times; only an answer of the house moves it on, never a guess.
 */
import {
  FORMAT,
  MOST_COMMANDS,
  MOST_PHOTO_BYTES,
  type Answer,
  type Fields,
  type OutboxVerb,
  type Question,
} from './wire.ts'

/** `waiting` is sent as soon as it can be; `needs_you` waits for its maker; `sent` has its effect and is shown for a while. */
export type EntryState = 'waiting' | 'needs_you' | 'sent'

export interface Entry {
  readonly format: number
  /** The command's id, a UUIDv7. */
  readonly id: string
  /** Whose it is, as the house calls her. */
  readonly owner: string
  readonly verb: OutboxVerb
  /** What it is about, as the list shows it: a task's title. */
  readonly about: string
  readonly fields: Fields
  /** By the phone's clock, milliseconds. */
  readonly madeAt: number
  readonly state: EntryState
  /** Bytes of its photo; 0 without one. */
  readonly photoBytes: number
  /** How often it went out without an answer. */
  readonly tries: number
  /** Not sent before, by the phone's clock, milliseconds: its form is under way itself, or the house asked to wait. */
  readonly notBefore: number
  /** A pause after a try without an answer; whoever has reason to hope (the network is back) need not keep it. */
  readonly pausedUntil: number
  /** Why it needs her. */
  readonly problem?: { readonly reason: string; readonly words: string; readonly fields: Fields }
  readonly question?: Question
  readonly settledAt?: number
}

/** Days for which what arrived is still shown. */
const SHOWN_DAYS = 3
/** After this many unanswered tries the pauses grow no longer, milliseconds. */
const LONGEST_PAUSE = 5 * 60_000
const FIRST_PAUSE = 2_000

export type NewEntry = Pick<Entry, 'id' | 'owner' | 'verb' | 'about' | 'fields' | 'madeAt' | 'photoBytes'>

/** A command as it is put into the outbox. @param notBefore while a form is under way itself, it is not sent twice */
export const queued = (entry: NewEntry, notBefore = 0): Entry => ({
  ...entry,
  format: FORMAT,
  state: 'waiting',
  tries: 0,
  notBefore,
  pausedUntil: 0,
})

/** An entry of a record that has become one with the owner's: the same command, under her name, and tried at once. */
export const takenOver = (entry: Entry, owner: string): Entry => ({
  ...entry,
  owner,
  notBefore: 0,
  pausedUntil: 0,
})

/** Whether this version of the app understands an entry; a newer one's stay as they are until the app is new again. */
export const isReadable = (entry: Pick<Entry, 'format'>): boolean => entry.format <= FORMAT

/**
 * What is sent next, oldest first: her own only, and no more than one request carries.
 * @param most commands; a house that finds a batch too large gets fewer
 * @param isHopeful there is a reason to try now: pauses after earlier tries are over
 */
export function nextBatch(
  entries: readonly Entry[],
  owner: string,
  now: number,
  most: number = MOST_COMMANDS,
  isHopeful = false,
): readonly Entry[] {
  const batch: Entry[] = []
  let bytes = 0
  for (const entry of due(entries, owner, now)) {
    if (!isHopeful && entry.pausedUntil > now) continue
    if (batch.length >= Math.min(most, MOST_COMMANDS)) break
    if (batch.length > 0 && bytes + entry.photoBytes > MOST_PHOTO_BYTES) break
    batch.push(entry)
    bytes += entry.photoBytes
  }
  return batch
}

const due = (entries: readonly Entry[], owner: string, now: number): readonly Entry[] =>
  entries
    .filter(
      (entry) =>
        entry.owner === owner && entry.state === 'waiting' && entry.notBefore <= now && isReadable(entry),
    )
    .toSorted((one, other) => one.madeAt - other.madeAt || (one.id < other.id ? -1 : 1))

/** What went out and brought no answer: it may have had its effect or not, so it waits and goes out again, ever more slowly. */
export const unanswered = (entry: Entry, now: number): Entry =>
  entry.state === 'waiting'
    ? {
        ...entry,
        tries: entry.tries + 1,
        pausedUntil: now + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(entry.tries, 10)),
      }
    : entry

/** What the house's answer makes of a command. An answer that comes twice, or late, changes nothing that is settled. */
export function answered(entry: Entry, answer: Answer, now: number): Entry {
  if (entry.id !== answer.id || entry.state === 'sent') return entry
  const { problem: _problem, question: _question, ...bare } = entry
  switch (answer.outcome) {
    case 'done':
      return { ...bare, state: 'sent', settledAt: now }
    case 'refused': {
      const { reason, words, fields } = answer
      return { ...bare, state: 'needs_you', problem: { reason, words, fields } }
    }
    case 'question':
      return { ...bare, state: 'needs_you', question: answer.question }
    case 'later':
      return { ...entry, notBefore: now + answer.afterSeconds * 1000 }
  }
}

/** The id was used for something else: only then a command needs another one; any other refusal left no trace in the house. */
export const REUSED = 'commandReused'

/**
 * She changed what the house refused, or tries again as it is. The id stays, so that there can be one effect at most.
 * @param freshId what it is called from now on if its id was used up
 */
export function tried(entry: Entry, fields: Fields, freshId: string): Entry {
  if (entry.state === 'sent') return entry
  const { problem, question: _question, ...bare } = entry
  return {
    ...bare,
    id: problem?.reason === REUSED ? freshId : entry.id,
    fields: { ...entry.fields, ...fields },
    state: 'waiting',
    tries: 0,
    notBefore: 0,
    pausedUntil: 0,
  }
}

/** Of two values she chose her own: the command now knows what stands there. Choosing the other one is leaving hers out. */
export function choseMine(entry: Entry): Entry {
  if (!entry.question) return entry
  const { becomes } = entry.question
  const { question: _question, ...bare } = entry
  return {
    ...bare,
    verb: becomes.verb,
    fields: { ...entry.fields, ...becomes.fields },
    state: 'waiting',
    tries: 0,
    notBefore: 0,
    pausedUntil: 0,
  }
}

/** What need not be shown any more. */
export const isForgettable = (entry: Entry, now: number): boolean =>
  entry.state === 'sent' && now - (entry.settledAt ?? 0) > SHOWN_DAYS * 86_400_000

export interface Counts {
  readonly waiting: number
  readonly needsYou: number
  readonly sent: number
  /** Bytes that waiting and needing ones hold, about. */
  readonly bytes: number
  /** By the phone's clock, milliseconds: when the oldest that is not sent was made. */
  readonly oldest: number | undefined
}

/** What her strip says. */
export function countsOf(entries: readonly Entry[], owner: string): Counts {
  const own = entries.filter((entry) => entry.owner === owner)
  const open = own.filter(({ state }) => state !== 'sent')
  return {
    waiting: own.filter(({ state }) => state === 'waiting').length,
    needsYou: own.filter(({ state }) => state === 'needs_you').length,
    sent: own.filter(({ state }) => state === 'sent').length,
    bytes: open.reduce((sum, entry) => sum + entry.photoBytes + JSON.stringify(entry.fields).length, 0),
    oldest: open.length === 0 ? undefined : Math.min(...open.map(({ madeAt }) => madeAt)),
  }
}
