import { DAY_MS } from '#engines/indiantime/index.ts'
import type { Scan } from '#modules/events/domain/gate/scan.ts'
import { allScans, dropScan, keepScan, type KeptScan } from './store.ts'

/** Days for which what the house has is still kept here, so that "already inside" is known and shown. */
const KEPT_DAYS = 4

/** Everything that this phone wrote down: in memory, and on the disk before anybody is told. */
export class Ledger {
  readonly #scans = new Map<string, KeptScan>()
  readonly #bySerial = new Map<number, readonly string[]>()
  /** In memory alone, until the disk takes them. */
  readonly #unsafe = new Set<string>()
  #nth = 0
  #lastAt = 0

  async load(): Promise<void> {
    for (const kept of await allScans()) this.#hold(kept)
  }

  /** The number of the next scan. */
  next(): number {
    return this.#nth++
  }
  /** The latest moment written down: past for certain. */
  get lastAt(): number {
    return this.#lastAt
  }
  get size(): number {
    return this.#scans.size
  }
  get(id: string): KeptScan | undefined {
    return this.#scans.get(id)
  }
  /** How many are in memory alone. */
  get unsafe(): number {
    return this.#unsafe.size
  }
  get stuck(): number {
    return this.#of('stuck').length
  }
  /** What the house has not yet, in the order in which it was written down. */
  get waiting(): readonly KeptScan[] {
    return this.#of('waiting').sort((a, b) => a.scan.nth - b.scan.nth)
  }
  /** The latest, and whether each was taken back. */
  latest(most: number): readonly (KeptScan & { readonly isUndone: boolean })[] {
    const all = [...this.#scans.values()]
    const undone = new Set(all.map(({ scan }) => scan.undoes))
    return all
      .filter(({ scan }) => scan.undoes === null)
      .sort((a, b) => b.scan.nth - a.scan.nth)
      .slice(0, most)
      .map((kept) => ({ ...kept, isUndone: undone.has(kept.id) }))
  }

  /** Whether somebody was let into a hall by this phone and has not been seen to go. */
  isInside(serial: number, hall: string | null): boolean {
    const all = (this.#bySerial.get(serial) ?? []).map((id) => this.#scans.get(id)!.scan)
    const undone = new Set(all.map(({ undoes }) => undoes))
    const own = all.filter(
      (scan) => scan.hall === hall && scan.way !== 'refused' && scan.undoes === null && !undone.has(scan.id),
    )
    return own.sort((a, b) => a.nth - b.nth).at(-1)?.way === 'entry'
  }

  /** @returns false when the disk did not take it: then it waits in memory */
  async write(scan: Scan, name: string): Promise<boolean> {
    return this.#keep({ id: scan.id, scan, state: 'waiting', name })
  }
  async settle(id: string, state: 'kept' | 'stuck'): Promise<void> {
    const kept = this.#scans.get(id)
    if (kept) await this.#keep({ ...kept, state })
  }
  /** Tries again what the disk did not take. */
  async keepUnsafe(): Promise<void> {
    for (const id of this.#unsafe) await this.#keep(this.#scans.get(id)!)
  }
  /** Of what the house has, only the last days stay. */
  async tidy(now: number): Promise<void> {
    for (const { id, scan } of this.#of('kept')) {
      if (scan.at >= now - KEPT_DAYS * DAY_MS) continue
      await dropScan(id)
      this.#scans.delete(id)
      const others = (this.#bySerial.get(scan.serial) ?? []).filter((other) => other !== id)
      this.#bySerial.set(scan.serial, others)
    }
  }

  #of(state: KeptScan['state']): KeptScan[] {
    return [...this.#scans.values()].filter((kept) => kept.state === state)
  }
  #hold(kept: KeptScan): void {
    const { id, scan } = kept
    if (!this.#scans.has(id))
      this.#bySerial.set(scan.serial, [...(this.#bySerial.get(scan.serial) ?? []), id])
    this.#scans.set(id, kept)
    this.#nth = Math.max(this.#nth, scan.nth + 1)
    this.#lastAt = Math.max(this.#lastAt, scan.at)
  }
  async #keep(kept: KeptScan): Promise<boolean> {
    this.#hold(kept)
    try {
      await keepScan(kept)
      this.#unsafe.delete(kept.id)
      return true
    } catch {
      this.#unsafe.add(kept.id)
      return false
    }
  }
}
