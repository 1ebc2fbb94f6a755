import { record } from '#platform/audit/append.ts'
import type { Context, Platform } from '#platform/context.ts'
import { signList } from './signList.ts'
import { signerOf } from './gateKeys.ts'
import { stateOfList } from './gateListStore.ts'

/** A whole list that was signed a moment ago is handed out again though something has changed since: each device asks for the changes at once. */
const FRESH_MS = 60_000
/** Events whose lists are kept in memory at most, about 1.5 MB each. */
const MOST_KEPT = 8

interface Kept {
  /** How many passes there are and when the last of them changed. */
  readonly state: string
  readonly keyId: string
  readonly madeAt: number
  readonly bytes: Uint8Array<ArrayBuffer>
}
/** By the database, which is one for all that a process does. */
const kept = new WeakMap<Platform['db'], Map<string, Kept>>()
const underWay = new WeakMap<Platform['db'], Map<string, Promise<Kept>>>()
const of = <V>(all: WeakMap<Platform['db'], Map<string, V>>, { db }: Platform): Map<string, V> => {
  const own = all.get(db) ?? new Map<string, V>()
  all.set(db, own)
  return own
}

/**
 * The whole signed list of an event. Signing 52,000 passes takes about a second, so it is done once for all devices that ask while nothing changes, and for
 * those that ask at one time.
 */
export async function wholeList(
  house: Context,
  eventId: string,
  about: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { platform, now } = house
  const keyId = Buffer.from(signerOf(house).publicKey).toString('hex')
  const known = of(kept, platform).get(eventId)
  if (known?.keyId === keyId) {
    const isFresh = now.getTime() >= known.madeAt && now.getTime() - known.madeAt < FRESH_MS
    if (isFresh || (await house.transaction((tx) => stateOfList(tx, eventId))) === known.state)
      return known.bytes
  }
  const making = of(underWay, platform)
  const begun =
    making.get(eventId) ?? make(house, eventId, about, keyId).finally(() => making.delete(eventId))
  making.set(eventId, begun)
  return (await begun).bytes
}

async function make(house: Context, eventId: string, about: number, keyId: string): Promise<Kept> {
  const made = await house.transaction(async (tx) => {
    const { bytes, passes } = await signList(house, tx, { eventId, about, since: undefined })
    record(tx, 'events.signGateList', `event:${eventId}`, { passes })
    // After the marks of new phones were saved, which count as changes.
    return { state: await stateOfList(tx, eventId), keyId, madeAt: house.now.getTime(), bytes }
  })
  const own = of(kept, house.platform)
  own.delete(eventId)
  own.set(eventId, made)
  for (const oldest of own.keys()) if (own.size > MOST_KEPT) own.delete(oldest)
  return made
}
