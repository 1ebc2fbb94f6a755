/** The phone's IndexedDB: what its pages and the worker keep between two visits. */
import { PatientStore } from './patientStore.ts'

/** Reading takes a few milliseconds, writing a photo on a slow phone much longer. */
const store = new PatientStore({
  name: 'karyakarta',
  version: 1,
  stores: { entry: 'id', note: undefined },
  patience: { readonly: 2_500, readwrite: 15_000 },
})

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
  /** What she wrote into forms and has not sent yet: form → field → value. */
  begun: Readonly<Record<string, Readonly<Record<string, string>>>>
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

export const database = (): Promise<IDBDatabase> => store.open()

/**
 * One transaction over a store; resolves once it is on the disk.
 * @throws when it is not stored, or the store does not answer: then nothing is stored later either
 */
export const inStore: PatientStore<'entry' | 'note'>['run'] = (name, mode, work) =>
  store.run(name, mode, work)

export const readNote = <Name extends keyof Notes>(name: Name): Promise<Notes[Name] | undefined> =>
  inStore('note', 'readonly', (store) => store.get(name) as IDBRequest<Notes[Name] | undefined>)

export const writeNote = async <Name extends keyof Notes>(name: Name, value: Notes[Name]): Promise<void> =>
  void (await inStore('note', 'readwrite', (store) => store.put(value, name)))

export const dropNote = async (name: keyof Notes): Promise<void> =>
  void (await inStore('note', 'readwrite', (store) => store.delete(name) as IDBRequest<undefined>))
