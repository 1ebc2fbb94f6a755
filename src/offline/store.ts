import { tellPages } from './changes.ts'
import { inStore, type SealedEntry } from './database.ts'
import { isForgettable, isReadable, queued, takenOver, type Entry, type NewEntry } from './outbox.ts'
import { seal, unseal } from './seal.ts'
import type { OutboxStore } from './send.ts'

/** One at a time changes the outbox, whether page or worker: what is read is still so when it is written. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks.request('karyakarta-outbox', work) as Promise<T>

/** One person's outbox on this phone. Others' entries lie beside hers, sealed, and do not open. */
export class PhoneOutbox implements OutboxStore {
  readonly #tag: string
  readonly #key: CryptoKey

  constructor(owner: { readonly tag: string; readonly key: CryptoKey }) {
    this.#tag = owner.tag
    this.#key = owner.key
  }

  async all(): Promise<readonly Entry[]> {
    const rows = (await this.#rows()).filter(isReadable)
    const opened = await Promise.all(rows.map((row) => this.#open(row)))
    return opened.filter((entry) => entry !== undefined)
  }

  /** How many of hers cannot be read by this version of the app: they wait for the next. */
  async unreadable(): Promise<number> {
    const rows = await this.#rows()
    return rows.length - (await this.all()).length
  }

  async photoOf(id: string): Promise<Blob | undefined> {
    const row = await read(id)
    if (!row?.photo) return undefined
    return new Blob([await unseal(this.#key, row.photo, `photo|${id}`)])
  }

  /** Keeps a command, photo and all, before anything else happens to it. */
  add(entry: Omit<NewEntry, 'owner'>, photo: Blob | undefined, notBefore = 0): Promise<void> {
    return alone(async () => {
      const sealedPhoto = photo && (await seal(this.#key, await photo.arrayBuffer(), `photo|${entry.id}`))
      await this.#put(queued({ ...entry, owner: this.#tag }, notBefore), sealedPhoto)
    }).then(tellPages)
  }

  change(id: string, how: (entry: Entry) => Entry): Promise<void> {
    return alone(async () => {
      const row = await read(id)
      const entry = row && isReadable(row) ? await this.#open(row) : undefined
      if (!row || !entry) return
      const next = how(entry)
      if (next === entry) return
      // What has arrived needs its photo no more; under a new id the seal is made anew.
      const photo =
        row.photo && next.state !== 'sent'
          ? next.id === id
            ? row.photo
            : await seal(this.#key, await unseal(this.#key, row.photo, `photo|${id}`), `photo|${next.id}`)
          : undefined
      await this.#put(next, photo)
      if (next.id !== id) await remove(id)
    }).then(tellPages)
  }

  remove(id: string): Promise<void> {
    return alone(() => remove(id)).then(tellPages)
  }

  /** What waits for a record that has become one with hers is hers: it is sealed anew under her name, photo and all. */
  async takeOver(former: { readonly tag: string; readonly key: CryptoKey }): Promise<void> {
    const theirs = new PhoneOutbox(former)
    const entries = await theirs.all()
    if (entries.length === 0) return
    await alone(async () => {
      for (const { id } of entries) {
        const row = await read(id)
        const entry = row?.owner === former.tag ? await theirs.#open(row) : undefined
        if (!row || !entry) continue
        const bound = `photo|${id}`
        const photo = row.photo && (await seal(this.#key, await unseal(former.key, row.photo, bound), bound))
        await this.#put(takenOver(entry, this.#tag), photo)
      }
    })
    tellPages()
  }

  /** Drops what arrived days ago. */
  async tidy(now: number): Promise<void> {
    for (const entry of await this.all()) if (isForgettable(entry, now)) await this.remove(entry.id)
  }

  /** Drops all that arrived: whoever goes needs to see it no more, and what is left is what still waits. */
  async removeSent(): Promise<void> {
    for (const { id, state } of await this.all()) if (state === 'sent') await this.remove(id)
  }

  /** She has left for good: nothing of hers can be sent any more. */
  async removeAll(): Promise<void> {
    for (const row of await this.#rows()) await this.remove(row.id)
  }

  async #rows(): Promise<readonly SealedEntry[]> {
    const rows =
      (await inStore('entry', 'readonly', (store) => store.getAll() as IDBRequest<SealedEntry[]>)) ?? []
    return rows.filter(({ owner }) => owner === this.#tag)
  }

  async #open(row: SealedEntry): Promise<Entry | undefined> {
    try {
      const text = new TextDecoder().decode(await unseal(this.#key, row.sealed, row.id))
      return JSON.parse(text) as Entry
    } catch {
      return undefined
    }
  }

  async #put(entry: Entry, photo: SealedEntry['photo']): Promise<void> {
    const sealed = await seal(this.#key, new TextEncoder().encode(JSON.stringify(entry)), entry.id)
    const row: SealedEntry = { id: entry.id, owner: entry.owner, format: entry.format, sealed, photo }
    await inStore('entry', 'readwrite', (store) => store.put(row))
  }
}

const read = (id: string): Promise<SealedEntry | undefined> =>
  inStore('entry', 'readonly', (store) => store.get(id) as IDBRequest<SealedEntry | undefined>)

const remove = async (id: string): Promise<void> =>
  void (await inStore('entry', 'readwrite', (store) => store.delete(id) as IDBRequest<undefined>))
