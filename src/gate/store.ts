/** The gate's own IndexedDB. A scan is on the disk before anybody is told that it counts. */
import type { HeardClock } from '#modules/events/domain/gate/clock.ts'
import type { Scan } from '#modules/events/domain/gate/scan.ts'
import { PatientStore } from '../offline/patientStore.ts'

/** A scan is small and a queue stands: what is not on the disk by then is held in memory, said so, and tried again. */
const PATIENCE_MS = 2_500
const store = new PatientStore({
  name: 'karyakarta-gate',
  version: 1,
  stores: { scan: 'id', note: undefined },
  patience: { readonly: PATIENCE_MS, readwrite: PATIENCE_MS },
})

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

export const readNote = <Name extends keyof Notes>(name: Name): Promise<Notes[Name] | undefined> =>
  store.run('note', 'readonly', (notes) => notes.get(name) as IDBRequest<Notes[Name] | undefined>)
export const writeNote = async <Name extends keyof Notes>(name: Name, value: Notes[Name]): Promise<void> =>
  void (await store.run('note', 'readwrite', (notes) => notes.put(value, name)))
export const dropNote = async (name: keyof Notes): Promise<void> =>
  void (await store.run('note', 'readwrite', (notes) => notes.delete(name)))

export const allScans = async (): Promise<readonly KeptScan[]> =>
  (await store.run('scan', 'readonly', (scans) => scans.getAll() as IDBRequest<KeptScan[]>)) ?? []
export const keepScan = async (scan: KeptScan): Promise<void> =>
  void (await store.run('scan', 'readwrite', (scans) => scans.put(scan)))
export const dropScan = async (id: string): Promise<void> =>
  void (await store.run('scan', 'readwrite', (scans) => scans.delete(id)))
