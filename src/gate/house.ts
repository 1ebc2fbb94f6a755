/** What goes to the house and comes from it. Every way back is tried again by itself; nothing here decides at the gate. */
import type { GateHere } from './gate.ts'
import { readNote, writeNote, type EventHere } from './store.ts'

/** A network that does not answer within this time is none, milliseconds. */
const PATIENCE_MS = 20_000
/** Scans of one batch: the house takes five hundred. */
const BATCH = 200

export type Reached = 'reached' | 'away' | 'unknown'

async function ask(path: string, token: string | undefined, body?: unknown): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      credentials: 'omit',
      cache: 'no-store',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch {
    return undefined
  }
}

/** 256 bits, as the house expects them. */
function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')
}

/**
 * Takes a place with the link that opened this page. The secret is on the disk before it is sent, so that an answer which was lost is asked for again.
 * @returns whether it has the place now; `used` for a link that is over
 */
export async function takePlace(gate: GateHere, claim: string): Promise<'taken' | 'away' | 'used' | 'waits'> {
  const asked = await readNote('pending')
  if ((await readNote('place')) && gate.ledger.waiting.length > 0) return 'waits'
  const pending = asked?.claim === claim ? asked : { token: newSecret(), claim }
  await writeNote('pending', pending)
  const answer = await ask('/gate/claim', undefined, pending)
  if (!answer || answer.status >= 500) return 'away'
  if (!answer.ok) return 'used'
  await writeNote('place', { token: pending.token })
  await gate.start((await answer.json()) as EventHere)
  return 'taken'
}

/** Sends what waits and takes what is new, one page at a time. `anyhow`: also asks for the list when it is young. */
export function meet(gate: GateHere, anyhow: boolean): Promise<Reached> {
  return navigator.locks.request('karyakarta-gate', () => meetAlone(gate, anyhow)) as Promise<Reached>
}

/** A list is asked for again after this time, milliseconds. */
const LIST_MS = 120_000

async function meetAlone(gate: GateHere, anyhow: boolean): Promise<Reached> {
  await gate.dropLeftOver()
  const place = await readNote('place')
  if (!place) return 'unknown'
  await gate.ledger.keepUnsafe()
  for (let batch = gate.ledger.waiting.slice(0, BATCH); batch.length > 0; batch = gate.ledger.waiting.slice(0, BATCH)) {
    const reached = await send(gate, place.token, batch.map(({ scan }) => scan))
    if (reached !== 'reached') return reached
  }
  await gate.ledger.tidy(gate.now())
  if (gate.isRemoved) return 'reached'
  const age = gate.book ? gate.now() - gate.book.madeAt : Infinity
  return anyhow || age > LIST_MS || !gate.book?.isWhole ? renewList(gate, place.token) : 'reached'
} // prettier-ignore

async function send(gate: GateHere, token: string, scans: readonly unknown[]): Promise<Reached> {
  const answer = await ask('/gate/scans', token, {
    sentAt: Math.max(0, Math.round(gate.now())),
    waiting: gate.ledger.waiting.length,
    scans,
  })
  if (!answer || answer.status >= 500 || answer.status === 429) return 'away'
  // Somebody must look at this phone; what it wrote down stays on it.
  if (!answer.ok) return 'unknown'
  const { answers, removed, now } = (await answer.json()) as {
    answers: readonly { id: string | null; outcome: 'kept' | 'unreadable' }[]
    removed: boolean
    now: number
  }
  for (const { id, outcome } of answers)
    if (id !== null) await gate.ledger.settle(id, outcome === 'kept' ? 'kept' : 'stuck')
  await gate.heardAt(now)
  if (removed) await gate.takeOff()
  return 'reached'
}

async function renewList(gate: GateHere, token: string): Promise<Reached> {
  const told = await ask('/gate/event', token)
  if (!told || told.status >= 500) return 'away'
  if (!told.ok) return 'unknown'
  const event = (await told.json()) as EventHere
  await gate.setEvent(event)
  await gate.heardAt(event.now)
  const whole = !gate.book?.isWhole || gate.isScattered
  const since = gate.book?.madeAt
  const answer = await ask(whole || since === undefined ? '/gate/list' : `/gate/list?since=${since}`, token)
  if (!answer || answer.status >= 500) return 'away'
  if (answer.status === 403) {
    await gate.takeOff()
    return 'reached'
  }
  if (!answer.ok || !(await gate.takeList(new Uint8Array(await answer.arrayBuffer())))) return 'unknown'
  if (whole) await catchUp(gate, token, event.now)
  // A change was missed: next time the whole.
  return 'reached'
}

/** A list is young enough for so long, milliseconds. */
const YOUNG_MS = 3_000

/** The whole list may have been signed some moments ago, for another phone: what changed since then follows at once. What cannot be had comes with the next round. */
async function catchUp(gate: GateHere, token: string, now: number): Promise<void> {
  const since = gate.book?.madeAt
  if (since === undefined || now - since < YOUNG_MS) return
  const answer = await ask(`/gate/list?since=${since}`, token)
  if (answer?.ok) await gate.takeList(new Uint8Array(await answer.arrayBuffer()))
}
