/** The gate's own IndexedDB. A scan is on the disk before anybody is told that it counts. */
import type { HeardClock } from '#modules/events/domain/gate/clock.ts'
import type { Scan } from '#modules/events/domain/gate/scan.ts'

const NAME = 'karyakarta-gate'
const VERSION = 1

/** A scan on this phone. `stuck`: the house could not read it; it stays and is shown. */
export interface KeptScan {
  readonly id: string
  readonly scan: Scan
  readonly state: 'waiting' | 'kept' | 'stuck'
  /** As the gate showed her. */
  readonly name: string
}

/** What the house told of the event, as JSON. */
export interface EventHere {
  readonly device: { readonly id: string; readonly name: string }
  readonly event: {
    readonly id: string
    readonly number: number
    readonly title: { readonly hi: string; readonly en: string }
    readonly endsOn: string
  }
  readonly halls: readonly { readonly id: string; readonly hi: string; readonly en: string }[]
  readonly keys: readonly {
    readonly publicKey: string
    readonly from: string
    readonly until: string | null
  }[]
  readonly now: number
}

export interface Notes {
  /** The secret by which the house knows this phone. */
  place: { readonly token: string }
  /** A place that was asked for: the secret is kept before it is sent, so that a lost answer can be asked for again. */
  pending: { readonly token: string; readonly claim: string }
  event: EventHere
  /** The whole list and what changed since, as they were signed. */
  lists: readonly Uint8Array<ArrayBuffer>[]
  heard: HeardClock
  settings: { readonly hall: string | null; readonly way: 'entry' | 'exit'; readonly staff: number | null }
  /** The house has taken the phone off the gates. */
  removed: true
}

let opened: Promise<IDBDatabase> | undefined
function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('scan', { keyPath: 'id' })
      request.result.createObjectStore('note')
    }
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close()
        opened = undefined
      }
      resolve(request.result)
    }
    request.onerror = () => reject(request.error ?? new Error('the phone’s store does not open'))
  }).catch((fault: unknown) => {
    opened = undefined
    throw fault
  })
  return opened
}

/** Resolves once it is on the disk. */
async function inStore<T>(
  name: 'scan' | 'note',
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database()
  return new Promise((resolve, reject) => {
    const tx = db.transaction(name, mode, { durability: 'strict' })
    const request = work(tx.objectStore(name))
    tx.oncomplete = () => resolve(request.result)
    tx.onerror = tx.onabort = () => reject(tx.error ?? new Error('not stored'))
  })
}

export const readNote = <Name extends keyof Notes>(name: Name): Promise<Notes[Name] | undefined> =>
  inStore('note', 'readonly', (store) => store.get(name) as IDBRequest<Notes[Name] | undefined>)
export const writeNote = async <Name extends keyof Notes>(name: Name, value: Notes[Name]): Promise<void> =>
  void (await inStore('note', 'readwrite', (store) => store.put(value, name)))
export const dropNote = async (name: keyof Notes): Promise<void> =>
  void (await inStore('note', 'readwrite', (store) => store.delete(name)))

export const allScans = (): Promise<readonly KeptScan[]> =>
  inStore('scan', 'readonly', (store) => store.getAll() as IDBRequest<KeptScan[]>)
export const keepScan = async (scan: KeptScan): Promise<void> =>
  void (await inStore('scan', 'readwrite', (store) => store.put(scan)))
export const dropScan = async (id: string): Promise<void> =>
  void (await inStore('scan', 'readwrite', (store) => store.delete(id)))
