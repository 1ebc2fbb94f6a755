/** The phone's IndexedDB: a tiny layer, because a library would weigh more than all that is asked of it. */
import { within } from './within.ts'

const NAME = 'karyakarta'
const VERSION = 1
/**
 * A store that does not answer within this time, milliseconds, is one that does not open: another version's app may hold it, or a worker that is
 * giving way to the next. Reading takes a few, writing a photo on a slow phone much longer.
 */
const PATIENCE_MS = { readonly: 2_500, readwrite: 15_000 } as const

/** A sealed entry of the outbox; what stands open beside the seal tells nothing of what was written. */
export interface SealedEntry {
  readonly id: string
  readonly owner: string
  readonly format: number
  readonly sealed: Sealed
  readonly photo: Sealed | undefined
}
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly text: ArrayBuffer
}

/** What the phone notes beside it. */
export interface Notes {
  /** Whose pages are kept and who may send; undefined when nobody is signed in here. */
  owner: { readonly tag: string; readonly key: CryptoKey }
  /** She signed out without a network: the house hears of it first of all. */
  signingOut: true
  kept: KeptPages
  /** Lessons on this phone: address → stored bytes, pictures and all. */
  lessons: Readonly<Record<string, number>>
  /** Kits on this phone. */
  kits: Readonly<Record<string, KeptKit>>
  /** What she wrote for a kit and has not shared yet: hers, on this phone alone. */
  kitWords: Readonly<Record<string, string>>
}

/** A kit that is kept: until when by the phone's clock, its stored bytes, and its files. */
export interface KeptKit {
  readonly until: number
  readonly bytes: number
  readonly files: readonly string[]
}

/** What is kept of the house's pages. */
export interface KeptPages {
  /** By the phone's clock, milliseconds. */
  readonly at: number
  readonly language: string
  /** Address → stored bytes. */
  readonly pages: Readonly<Record<string, number>>
  readonly bytes: number
}

let opened: Promise<IDBDatabase> | undefined

export function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('entry', { keyPath: 'id' })
      request.result.createObjectStore('note')
    }
    request.onsuccess = () => {
      const db = request.result
      // A newer version of the app wants to change the stores: the next use opens them anew.
      db.onversionchange = () => {
        db.close()
        opened = undefined
      }
      resolve(db)
    }
    request.onerror = () => reject(request.error ?? new Error('the phone’s store does not open'))
  }).catch((fault: unknown) => {
    opened = undefined
    throw fault
  })
  return opened
}

/** Whether the store owes an answer that is overdue: until it comes nobody waits for another. */
let isSilent = false

/**
 * One transaction over a store; resolves once it is on the disk.
 * @throws when it is not stored, or the store does not answer: then nothing is stored later either
 */
export async function inStore<T>(
  name: 'entry' | 'note',
  mode: 'readonly' | 'readwrite',
  work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  if (isSilent) throw new Error('the phone’s store does not answer')
  let isOver = false
  let begun: IDBTransaction | undefined
  const answer = database().then((db) => {
    if (isOver && mode === 'readwrite') throw new Error('too late to be stored')
    begun = db.transaction(name, mode, { durability: 'strict' })
    return outcomeOf(begun, work(begun.objectStore(name)))
  })
  try {
    return await within(PATIENCE_MS[mode], answer)
  } catch (fault) {
    isOver = true
    if (mode === 'readwrite') giveUp(begun)
    isSilent = true
    void answer.catch(() => undefined).then(() => (isSilent = false))
    throw fault
  }
}

const outcomeOf = <T>(tx: IDBTransaction, request: IDBRequest<T> | undefined): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve(request?.result)
    tx.onerror = () => reject(tx.error ?? new Error('not stored'))
    tx.onabort = () => reject(tx.error ?? new Error('not stored'))
  })

function giveUp(tx: IDBTransaction | undefined): void {
  try {
    tx?.abort()
  } catch {
    // It has ended by itself.
  }
}

export const readNote = <Name extends keyof Notes>(name: Name): Promise<Notes[Name] | undefined> =>
  inStore('note', 'readonly', (store) => store.get(name) as IDBRequest<Notes[Name] | undefined>)

export const writeNote = async <Name extends keyof Notes>(name: Name, value: Notes[Name]): Promise<void> =>
  void (await inStore('note', 'readwrite', (store) => store.put(value, name)))

export const dropNote = async (name: keyof Notes): Promise<void> =>
  void (await inStore('note', 'readwrite', (store) => store.delete(name) as IDBRequest<undefined>))
