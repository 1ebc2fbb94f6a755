import { checkPass, decodePass, passFromText, PassRefused, type PassKey } from '#engines/passes/index.ts'
import { isListLeftOver, isTrusted, setRight, type HeardClock } from '#modules/events/domain/gate/clock.ts'
import { decideGate, revokedOf, type Decision, type Shown } from '#modules/events/domain/gate/decide.ts'
import { bookOf, type GateBook } from '#modules/events/domain/gate/gateBook.ts'
import { openGateList, type GateList } from '#modules/events/domain/gate/gateList.ts'
import type { How, Scan, Way } from '#modules/events/domain/gate/scan.ts'
import { phoneUuid } from '../offline/uuid.ts'
import { verifyHere } from '../verifier/ed25519.ts'
import { Ledger } from './ledger.ts'
import { dropNote, readNote, writeNote, type EventHere, type Notes } from './store.ts'

/** Whom somebody asks about: a code's text, or a serial found in the list. */
export type Asked =
  | { readonly text: string }
  | { readonly serial: number; readonly how: Exclude<How, 'camera'> }

/** What was decided and written down. */
export interface Answered {
  readonly decision: Decision
  /** Undefined where there was nothing to write down. */
  readonly scan: Scan | undefined
  /** Not on the disk: the phone is full. It waits in memory and is tried again. */
  readonly isUnsafe: boolean
}

/** The gate on this phone, in memory; everything in it also lies in the store. */
export class GateHere {
  event: EventHere | undefined
  book: GateBook | undefined
  settings: Notes['settings'] = { hall: null, way: 'entry', staff: null }
  isRemoved = false
  readonly ledger = new Ledger()
  #heard: HeardClock | undefined
  /** The house's clock and this page's stopwatch at one moment: no change of the phone's clock reaches them. */
  #anchor: { readonly house: number; readonly ticks: number } | undefined
  #lists: readonly Uint8Array<ArrayBuffer>[] = []

  async load(): Promise<void> {
    this.event = await readNote('event')
    this.settings = (await readNote('settings')) ?? this.settings
    this.#heard = await readNote('heard')
    this.isRemoved = (await readNote('removed')) ?? false
    await this.ledger.load()
    this.#lists = (await readNote('lists')) ?? []
    await this.#readBook()
    await this.dropLeftOver()
  }

  /** The moment, as well as this phone can know it, milliseconds. */
  now(): number {
    if (this.#anchor) return this.#anchor.house + (performance.now() - this.#anchor.ticks)
    return setRight(Date.now(), this.#heard)
  }
  get isClockTrusted(): boolean {
    const known = Math.max(this.book?.madeAt ?? 0, this.ledger.lastAt)
    return this.#anchor !== undefined || isTrusted(this.now(), this.#heard, known)
  }
  async heardAt(house: number): Promise<void> {
    this.#anchor = { house, ticks: performance.now() }
    this.#heard = { house, device: Date.now() }
    await writeNote('heard', this.#heard)
  }

  /** Keeps what the house told of the event; of another event than before the list goes. */
  async setEvent(event: EventHere): Promise<void> {
    if (this.event && this.event.event.id !== event.event.id) await this.dropList()
    this.event = event
    await writeNote('event', event)
  }
  /** A new place: what was here of another gate has gone out. */
  async start(event: EventHere): Promise<void> {
    this.isRemoved = false
    await dropNote('removed')
    await this.setEvent(event)
    await this.heardAt(event.now)
    await this.choose({ hall: null, way: 'entry', staff: null })
  }
  /** The house took this phone off the gates: the list goes at once; what waits still goes out. */
  async takeOff(): Promise<void> {
    this.isRemoved = true
    await writeNote('removed', true)
    await this.dropList()
  }
  async choose(settings: Notes['settings']): Promise<void> {
    this.settings = settings
    await writeNote('settings', settings)
  }

  /** Takes a list that the house has sent; a whole one takes the place of all before. @returns false for one that no key of the house signed */
  async takeList(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    const list = await this.#open(bytes)
    if (!list || list.about !== this.event?.event.number) return false
    this.#lists = list.since === null ? [bytes] : [...this.#lists, bytes]
    await this.#readBook()
    await writeNote('lists', this.#lists)
    return true
  }
  get listBytes(): number {
    return this.#lists.reduce((sum, { length }) => sum + length, 0)
  }
  /** Changes have grown to a fourth of the list: then the whole is asked for anew. */
  get isScattered(): boolean {
    const [whole] = this.#lists
    return whole === undefined || this.listBytes > whole.length * 1.25 + 50_000
  }
  async dropList(): Promise<void> {
    this.#lists = []
    this.book = undefined
    await dropNote('lists')
  }
  /** A phone that lies in a drawer, or was lost, keeps nobody's name for ever: opened long after the event it drops them by itself. */
  async dropLeftOver(): Promise<void> {
    if (this.event && this.isClockTrusted && isListLeftOver(this.now(), this.event.event.endsOn))
      await this.dropList()
  }
  async #readBook(): Promise<void> {
    const lists = await Promise.all(this.#lists.map((bytes) => this.#open(bytes)))
    this.book = bookOf(lists.filter((list) => list !== undefined))
  }
  async #open(bytes: Uint8Array<ArrayBuffer>): Promise<GateList | undefined> {
    return openGateList(bytes, this.#keys, verifyHere).catch(() => undefined)
  }
  get #keys(): readonly PassKey[] {
    return (this.event?.keys ?? []).map(({ publicKey, ...days }) => ({
      ...days,
      publicKey: fromHex(publicKey),
    }))
  }

  /** Decides by what is here; writes nothing down. @returns undefined before there is a list */
  async decide(asked: Asked): Promise<Decision | undefined> {
    const { book, settings } = this
    if (!book) return undefined
    return decideGate('text' in asked ? await this.#shown(asked.text, book) : asked, {
      book,
      way: settings.way,
      isInside: (serial) => this.ledger.isInside(serial, settings.hall),
      staff: settings.staff,
      isClockTrusted: this.isClockTrusted,
    })
  }
  async #shown(text: string, book: GateBook): Promise<Shown> {
    try {
      const bytes = passFromText(text)
      const { pass } = decodePass(bytes)
      const known = { keys: this.#keys, list: revokedOf(book), now: this.now() }
      const answer = await checkPass(bytes, { ...known, verify: verifyHere, listLasts: Infinity })
      return { how: 'camera', answer, pass }
    } catch (thrown) {
      if (!(thrown instanceof PassRefused)) throw thrown
      const answer = { answer: 'couldNotCheck', why: 'unreadable', listAge: null } as const
      return { how: 'camera', answer, pass: undefined }
    }
  }

  /** Writes down what was decided. Whom the gate asks about is in: if she did not come in, that is undone. */
  async write(decision: Decision, how: How): Promise<Answered> {
    const { serial, verdict, reason } = decision
    if (serial === undefined || reason === 'self' || reason === 'unknown')
      return { decision, scan: undefined, isUnsafe: false }
    const way: Way = verdict === 'no' ? 'refused' : this.settings.way
    const { hall } = this.settings
    const scan = this.#newScan({ serial, way, how, decided: reason, undoes: null, hall })
    const isSafe = await this.ledger.write(scan, decision.listed?.name ?? decision.name ?? '')
    return { decision, scan, isUnsafe: !isSafe }
  }
  /** Takes an entry back: by an exit of its own, for nothing is ever rubbed out. */
  async undo(id: string): Promise<void> {
    const entry = this.ledger.get(id)
    if (entry?.scan.way !== 'entry') return
    const { serial, how, hall } = entry.scan
    const scan = this.#newScan({ serial, way: 'exit', how, decided: 'ok', undoes: id, hall })
    await this.ledger.write(scan, entry.name)
  }
  #newScan(said: Pick<Scan, 'serial' | 'way' | 'how' | 'decided' | 'undoes' | 'hall'>): Scan {
    return {
      ...said,
      id: phoneUuid(),
      at: Math.max(0, Math.round(this.now())),
      clock: Math.max(0, Date.now()),
      nth: this.ledger.next(),
      list: this.book?.madeAt ?? null,
      by: this.settings.staff,
    }
  }
}

const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
