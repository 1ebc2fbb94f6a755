import {
  act,
  insist,
  joined,
  mergeEdits,
  NO_HISTORY,
  redo,
  undo,
  valueAt,
  type Conflict,
  type Edit,
  type History,
  type SceneDocument,
  type Step,
} from '#engines/scenes/index.ts'

/** What one save sends, under one command: sent again as it is until an answer comes. */
export interface Batch {
  readonly command: string
  readonly basedOn: number
  readonly edits: readonly Edit[]
}

/** One editor's desk: what the house has of the piece, what she did since, and what is still to be decided. Frozen; each step gives a new one. */
export interface Sitting {
  /** The house's version and document as last heard. */
  readonly version: number
  readonly base: SceneDocument
  /** On its way; undefined: nothing. */
  readonly sending: Batch | undefined
  /** Done since that was sent. */
  readonly waiting: readonly Edit[]
  /** What she sees: the base with what is on its way and what waits. */
  readonly shown: SceneDocument
  readonly history: History
  /** What could not be carried out, one for each place: both values stand, and she decides. */
  readonly conflicts: readonly Conflict[]
}

/** What the house answered to a batch; see server/saveEdits.ts. */
export interface Heard {
  readonly version: number
  readonly conflicts: readonly Conflict[]
  readonly since: readonly Edit[] | undefined
  readonly document: SceneDocument | undefined
}

export const sitDown = (document: SceneDocument, version: number): Sitting => ({
  version,
  base: document,
  sending: undefined,
  waiting: [],
  shown: document,
  history: NO_HISTORY,
  conflicts: [],
})

const nameOf = ({ at }: Edit): string => at.join('/')
/** One question for each place: of two edits at it the later says what she wants. */
function asked(conflicts: readonly Conflict[], more: readonly Conflict[]): readonly Conflict[] {
  const all = new Map(conflicts.map((one) => [nameOf(one.edit), one]))
  for (const one of more) all.set(nameOf(one.edit), one)
  return [...all.values()]
}

function stepped(sitting: Sitting, { document, history, edit, conflict }: Step): Sitting {
  return {
    ...sitting,
    shown: document,
    history,
    waiting: edit ? [...sitting.waiting, edit] : sitting.waiting,
    conflicts: conflict ? asked(sitting.conflicts, [conflict]) : sitting.conflicts,
  }
}
export const change = (sitting: Sitting, edit: Edit): Sitting =>
  stepped(sitting, act(sitting.shown, sitting.history, edit))
export const takeBack = (sitting: Sitting): Sitting => stepped(sitting, undo(sitting.shown, sitting.history))
export const doAgain = (sitting: Sitting): Sitting => stepped(sitting, redo(sitting.shown, sitting.history))

export const isUnsaved = ({ sending, waiting }: Sitting): boolean =>
  sending !== undefined || waiting.length > 0

/** Puts what waits on its way. Letters typed in a row go as one edit. @param most edits of one batch */
export function pack(sitting: Sitting, command: string, most: number): Sitting {
  if (sitting.sending || sitting.waiting.length === 0) return sitting
  const all = joined(sitting.waiting)
  const edits = all.slice(0, most)
  // Typed and taken back: nothing to say.
  if (edits.length === 0) return { ...sitting, waiting: [] }
  return { ...sitting, sending: { command, basedOn: sitting.version, edits }, waiting: all.slice(most) }
}

/** The house has answered: others' edits come in, hers stand or are asked about, and what she did meanwhile is laid on top. */
export function hear(sitting: Sitting, heard: Heard): Sitting {
  const base = heard.document ?? mergeEdits(sitting.base, heard.since ?? []).document
  const { document: shown, conflicts: unfit } = mergeEdits(base, sitting.waiting)
  const unfitPlaces = new Set(unfit.map(({ edit }) => edit))
  return {
    ...sitting,
    version: heard.version,
    base,
    sending: undefined,
    waiting: sitting.waiting.filter((edit) => !unfitPlaces.has(edit)),
    shown,
    conflicts: asked(asked(sitting.conflicts, heard.conflicts), unfit),
  }
}

/** Her answer to a question: what she wanted after all, over what stands there now; or what stands there. */
export function settle(sitting: Sitting, conflict: Conflict, keeps: 'mine' | 'theirs'): Sitting {
  const rest = { ...sitting, conflicts: sitting.conflicts.filter((one) => one !== conflict) }
  if (keeps === 'theirs') return rest
  const stands = valueAt(rest.shown, conflict.edit.at)
  const { stands: _old, ...bare } = conflict
  return change(rest, insist({ ...bare, ...(stands === undefined ? {} : { stands }) }))
}
