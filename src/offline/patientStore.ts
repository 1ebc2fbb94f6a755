/** An IndexedDB that keeps nobody waiting for ever: a tiny layer, because a library would weigh more than all that is asked of it. */
import { within } from './within.ts'

export interface StorePlan<Name extends string> {
  readonly name: string
  readonly version: number
  /** Each store, and the path of its key; without one, the key is given at each writing. */
  readonly stores: Readonly<Record<Name, string | undefined>>
  /**
   * Milliseconds within which it answers, or is one that does not open: another version's app may hold it, or a worker that is giving way to the
   * next.
   */
  readonly patience: { readonly readonly: number; readonly readwrite: number }
}

export class PatientStore<Name extends string> {
  readonly #plan: StorePlan<Name>
  #opened: Promise<IDBDatabase> | undefined
  /** Whether it owes an answer that is overdue: until it comes nobody waits for another. */
  #isSilent = false

  constructor(plan: StorePlan<Name>) {
    this.#plan = plan
  }

  /**
   * One transaction over a store; resolves once it is on the disk.
   * @throws when it is not stored, or the store does not answer: then nothing is stored later either
   */
  async run<T>(
    name: Name,
    mode: 'readonly' | 'readwrite',
    work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T | undefined> {
    if (this.#isSilent) throw new Error('the phone’s store does not answer')
    let isOver = false
    let begun: IDBTransaction | undefined
    const answer = this.open().then((db) => {
      if (isOver && mode === 'readwrite') throw new Error('too late to be stored')
      begun = db.transaction(name, mode, { durability: 'strict' })
      return outcomeOf(begun, work(begun.objectStore(name)))
    })
    try {
      return await within(this.#plan.patience[mode], answer)
    } catch (fault) {
      isOver = true
      if (mode === 'readwrite') giveUp(begun)
      this.#isSilent = true
      void answer.catch(() => undefined).then(() => (this.#isSilent = false))
      throw fault
    }
  }

  open(): Promise<IDBDatabase> {
    this.#opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(this.#plan.name, this.#plan.version)
      request.onupgradeneeded = () => {
        for (const [name, keyPath] of Object.entries<string | undefined>(this.#plan.stores))
          request.result.createObjectStore(name, keyPath === undefined ? undefined : { keyPath })
      }
      request.onsuccess = () => {
        const db = request.result
        // A newer version of the app wants to change the stores: the next use opens them anew.
        db.onversionchange = () => {
          db.close()
          this.#opened = undefined
        }
        resolve(db)
      }
      request.onerror = () => reject(request.error ?? new Error('the phone’s store does not open'))
    }).catch((fault: unknown) => {
      this.#opened = undefined
      throw fault
    })
    return this.#opened
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
