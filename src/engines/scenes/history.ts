import { applyEdit, inverse, type Conflict, type Edit } from './edits.ts'
import type { SceneDocument } from './document.ts'

/** What one editor did and took back, for undo and redo; others' edits are not in it. */
export interface History {
  readonly done: readonly Edit[]
  readonly undone: readonly Edit[]
}

export const NO_HISTORY: History = { done: [], undone: [] }
/** Enough for an afternoon; older ones can no longer be taken back. */
const DEEPEST = 500

export interface Step {
  readonly document: SceneDocument
  readonly history: History
  /** What was carried out and is to be saved. */
  readonly edit?: Edit
  readonly conflict?: Conflict
}

/** Does something new: what was undone before cannot be redone any more. What changes nothing is no step: nothing to take back, nothing to save. */
export function act(document: SceneDocument, history: History, wanted: Edit): Step {
  const applied = applyEdit(document, wanted)
  if (applied.conflict || applied.document === document) return { ...applied, history }
  return {
    document: applied.document,
    edit: wanted,
    history: { done: [...history.done, wanted].slice(-DEEPEST), undone: [] },
  }
}

/** Takes the last thing back. One that somebody wrote over leaves the history and is shown as a conflict: the next undo reaches the one before. */
export function undo(document: SceneDocument, history: History): Step {
  const last = history.done.at(-1)
  if (!last) return { document, history }
  const done = history.done.slice(0, -1)
  const edit = inverse(last)
  const applied = applyEdit(document, edit)
  if (applied.conflict) return { ...applied, history: { ...history, done } }
  return { document: applied.document, edit, history: { done, undone: [...history.undone, last] } }
}

/** Does again what was taken back last. */
export function redo(document: SceneDocument, history: History): Step {
  const last = history.undone.at(-1)
  if (!last) return { document, history }
  const undone = history.undone.slice(0, -1)
  const applied = applyEdit(document, last)
  if (applied.conflict) return { ...applied, history: { ...history, undone } }
  return { document: applied.document, edit: last, history: { done: [...history.done, last], undone } }
}
