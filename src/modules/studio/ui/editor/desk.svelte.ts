import {
  findingsOf,
  type BrandKit,
  type Conflict,
  type Edit,
  type Finding,
  type SceneDocument,
  type Value,
} from '#engines/scenes/index.ts'
import { tidyText, valueAt } from '#engines/scenes/index.ts'
import { keptLetters, type PackedLetters } from '../../domain/packedLetters.ts'
import { MOST_EDITS, type PieceState } from '../../domain/piece.ts'
import {
  change,
  doAgain,
  hear,
  isUnsaved,
  pack,
  settle,
  sitDown,
  takeBack,
  type Batch,
  type Heard,
  type Sitting,
} from '../../domain/sitting.ts'

export interface OpenedPiece {
  readonly id: string
  readonly document: SceneDocument
  readonly version: number
  readonly hash: string
  readonly state: PieceState
  readonly kit: BrandKit
  readonly letters: PackedLetters
  readonly findings: readonly Finding[]
  readonly may: { readonly edit: boolean }
  /** Milliseconds of the clips and voices in it, by their files. */
  readonly lengths: Readonly<Record<string, number>>
}
type Answer = Heard & { readonly hash: string; readonly state: PieceState }

/** Milliseconds: after the last letter; at most between two saves; between two looks at what others did; before a failed save is tried again. */
const [PAUSE, PATIENCE, LOOK, AGAIN] = [700, 4000, 12_000, 5000]

/** A version 7 UUID: a command's id, ordered by time. */
export function commandId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let now = Date.now()
  for (let at = 5; at >= 0; at--, now = Math.floor(now / 256)) bytes[at] = now % 256
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** One editor's page: her sitting, saved by itself, and the letters with which it is drawn. */
export class EditorDesk {
  readonly id: string
  readonly may: OpenedPiece['may']
  readonly #letters = keptLetters()
  /** Counts words that arrived, so that what is drawn with them is drawn anew. */
  #drawn = $state(0)
  sitting: Sitting = $state.raw(undefined as never)
  kit: BrandKit = $state.raw(undefined as never)
  hash = $state('')
  pieceState: PieceState = $state('draft')
  /** `resting`: all is saved; `offline`: the house cannot be reached; `refused`: it said no (`words`). */
  standing: 'resting' | 'saving' | 'offline' | 'refused' = $state('resting')
  words = $state('')
  #lengths: Readonly<Record<string, number>> = $state.raw({})
  #opened: readonly Finding[]
  #timer: ReturnType<typeof setTimeout> | undefined
  #since = 0
  /** Where what is not saved yet is kept over a reload; none before the page is alive. */
  #kept: string | undefined

  constructor(piece: OpenedPiece) {
    this.id = piece.id
    this.may = piece.may
    this.#lengths = piece.lengths
    this.#opened = piece.findings
    this.#letters.keep(piece.letters)
    this.sitting = sitDown(piece.document, piece.version)
    this.kit = piece.kit
    this.hash = piece.hash
    this.pieceState = piece.state
  }

  get document(): SceneDocument {
    return this.sitting.shown
  }
  get letters() {
    void this.#drawn
    return this.#letters
  }
  get unsaved(): number {
    return (this.sitting.sending?.edits.length ?? 0) + this.sitting.waiting.length
  }
  get mayUndo(): boolean {
    return this.sitting.history.done.length > 0
  }
  get mayRedo(): boolean {
    return this.sitting.history.undone.length > 0
  }
  /** Milliseconds of a clip or voice; undefined while that is not known here (somebody else has just put it in). */
  lengthOf(file: string): number | undefined {
    return this.#lengths[file]
  }
  /** A medium that was chosen from the library is known from then on. */
  meet({ file, ms }: { readonly file: string; readonly ms: number | null }): void {
    if (ms !== null) this.#lengths = { ...this.#lengths, [file]: ms }
  }

  /** What is short of approval now; while letters are on their way, what was known last. */
  readonly findings: readonly Finding[] = $derived.by(() => {
    if (this.sitting.version === 0 && this.sitting.waiting.length === 0 && this.#drawn === 0)
      return this.#opened
    const found = findingsOf(this.document, this.kit, this.letters)
    return this.#letters.missing().length > 0 ? this.#opened : (this.#opened = found)
  })

  /** The page is alive: what was not saved before it was left comes back, and others' edits are looked for. @param owner whose browser pages these are */
  begin(owner: string): () => void {
    this.#kept = `studio:${owner}:${this.id}`
    this.#restore()
    const look = setInterval(() => document.visibilityState === 'visible' && void this.look(), LOOK)
    const online = () => void this.save()
    // Whoever comes back to the page sees at once what others did.
    const back = () => void this.look()
    addEventListener('online', online)
    addEventListener('focus', back)
    return () => {
      clearInterval(look)
      clearTimeout(this.#timer)
      removeEventListener('online', online)
      removeEventListener('focus', back)
    }
  }

  /** Puts a value at an address. Of a text what a document cannot hold is left out first. */
  put(at: readonly string[], now: Value | undefined): void {
    const was = valueAt(this.document, at)
    const said = typeof now === 'string' ? tidyText(now) : now
    if (JSON.stringify(was) === JSON.stringify(said)) return
    this.do({ at, ...(was === undefined ? {} : { was }), ...(said === undefined ? {} : { now: said }) })
  }
  do(...edits: readonly Edit[]): void {
    if (!this.may.edit) return
    for (const edit of edits) this.sitting = change(this.sitting, edit)
    this.#changed()
  }
  undo(): void {
    this.sitting = takeBack(this.sitting)
    this.#changed()
  }
  redo(): void {
    this.sitting = doAgain(this.sitting)
    this.#changed()
  }
  settle(conflict: Conflict, keeps: 'mine' | 'theirs'): void {
    this.sitting = settle(this.sitting, conflict, keeps)
    this.#changed()
  }

  #changed(): void {
    this.#keep()
    const now = Date.now()
    if (this.#since === 0) this.#since = now
    clearTimeout(this.#timer)
    this.#timer = setTimeout(
      () => void this.save(),
      Math.max(0, Math.min(PAUSE, this.#since + PATIENCE - now)),
    )
  }

  /** Sends what waits, until nothing does. What the house did not answer is sent again, under its own command. */
  async save(): Promise<void> {
    if (this.standing === 'saving') return
    this.sitting = pack(this.sitting, commandId(), MOST_EDITS)
    const batch = this.sitting.sending
    if (!batch) return this.#rest()
    this.standing = 'saving'
    this.#since = 0
    const answer = await this.#ask('POST', '', batch)
    if (!answer) return
    this.#hear(answer)
    this.standing = 'resting'
    if (this.sitting.waiting.length > 0) return this.save()
    this.#rest()
  }
  #rest(): void {
    this.#since = 0
    if (this.standing === 'saving' || this.standing === 'offline') this.standing = 'resting'
    this.#keep()
  }

  /** What others did meanwhile. */
  async look(): Promise<void> {
    if (isUnsaved(this.sitting) || this.standing === 'saving') return this.save()
    const { version } = this.sitting
    const answer = await this.#ask('GET', `?after=${version}`)
    // Something was saved while it was asked: that answer knows more.
    if (answer && this.sitting.version === version && !this.sitting.sending) this.#hear(answer)
  }

  #hear(answer: Answer): void {
    this.sitting = hear(this.sitting, answer)
    this.hash = answer.hash
    this.pieceState = answer.state
    this.#keep()
  }

  async #ask(method: 'GET' | 'POST', query: string, batch?: Batch): Promise<Answer | undefined> {
    try {
      const response = await fetch(`/studio/${this.id}/edits${query}`, {
        method,
        ...(batch ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) } : {}),
      })
      const answer = (await response.json()) as Answer & { words?: string }
      if (response.ok) return answer
      this.words = answer.words ?? ''
      this.standing = response.status === 429 || response.status >= 500 ? 'offline' : 'refused'
    } catch {
      this.standing = 'offline'
    }
    if (this.standing === 'offline') {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.save(), AGAIN)
    }
    return undefined
  }

  /** Fetches outlines that were asked for and are not here, once for what a moment's drawing asked. */
  #fetching = false
  async fetchLetters(): Promise<void> {
    const asked = this.#letters.missing()
    if (asked.length === 0 || this.#fetching) return
    this.#fetching = true
    try {
      const response = await fetch('/studio/letters', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked.slice(0, 2000)),
      })
      if (response.ok) {
        this.#letters.keep((await response.json()) as PackedLetters)
        this.#drawn++
      }
    } catch {
      // Without a network the last drawing stays; the next change asks again.
    } finally {
      this.#fetching = false
    }
  }

  #keep(): void {
    if (this.#kept === undefined) return
    const { sending, waiting } = this.sitting
    try {
      if (sending || waiting.length > 0)
        localStorage.setItem(this.#kept, JSON.stringify({ sending, waiting }))
      else localStorage.removeItem(this.#kept)
    } catch {
      // A full or forbidden store: the page itself still holds it.
    }
  }
  #restore(): void {
    const kept = this.#read()
    // What was on its way may have arrived: carried out already, it changes nothing.
    const edits = [...(kept?.sending?.edits ?? []), ...(kept?.waiting ?? [])]
    if (edits.length > 0) this.do(...edits)
  }
  #read(): { readonly sending?: Batch; readonly waiting?: readonly Edit[] } | null {
    try {
      return JSON.parse(localStorage.getItem(this.#kept!) ?? 'null') as {
        sending?: Batch
        waiting?: readonly Edit[]
      } | null
    } catch {
      return null
    }
  }
}
