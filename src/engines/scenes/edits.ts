import { z } from 'zod'
import { sameValue, type Value } from './canonical.ts'
import { sceneDocument, type SceneDocument } from './document.ts'

/**
 * One change of a document, as data: where, what stood there, what shall stand there. No `was`: the item was not there (it is added). No `now`: it
 * goes. `was` is what makes two editors safe: an edit is only carried out on what its maker saw.
 */
export interface Edit {
  /** Names from the document's top down: `['scenes', id, 'blocks', id, 'hi']`. */
  readonly at: readonly string[]
  readonly was?: Value
  readonly now?: Value
}

/** Objects and lists within one another: a document has eight, and what is nested without end would fill the stack of whoever reads it. */
const MOST_DEEP = 12
const isShallow = (value: unknown, left = MOST_DEEP): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (left > 0 && Object.values(value).every((part) => isShallow(part, left - 1)))
const json = z.unknown().refine((given) => isShallow(given), { error: 'scenes_edit_wrong', abort: true }).pipe(z.json()) // prettier-ignore

export const edit = z
  .strictObject({
    at: z
      .array(z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'scenes_edit_wrong'))
      .min(1, 'scenes_edit_wrong')
      .max(8, 'scenes_edit_wrong'),
    was: json.optional(),
    now: json.optional(),
  })
  .refine(({ was, now }) => was !== undefined || now !== undefined, 'scenes_edit_wrong')

/**
 * An edit that was not carried out, with what stands there instead: shown to its maker, who decides. `changed`: somebody else's words stand there.
 * `gone`: what it belongs to was removed. `refused`: the document would no longer be one (`faults`).
 */
export interface Conflict {
  readonly edit: Edit
  readonly why: 'changed' | 'gone' | 'refused'
  /** What stands there now; undefined: nothing. */
  readonly stands?: Value
  readonly faults?: readonly string[]
}

export interface Applied {
  readonly document: SceneDocument
  /** Undefined where the edit was carried out, or stood there already. */
  readonly conflict?: Conflict
}

type Tree = { readonly [name: string]: Value }
const isTree = (value: Value | undefined): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** What stands at an address. @returns undefined where nothing does */
export function valueAt(document: SceneDocument, at: readonly string[]): Value | undefined {
  let value: Value | undefined = document as Value
  for (const name of at) value = isTree(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return value
}

function put(tree: Tree, [name, ...rest]: readonly string[], now: Value | undefined): Tree {
  if (rest.length > 0) return { ...tree, [name!]: put(tree[name!] as Tree, rest, now) }
  if (now !== undefined) return { ...tree, [name!]: now }
  const { [name!]: _gone, ...others } = tree
  return others
}

/**
 * Carries an edit out if what its maker saw still stands there. Total: any edit gives a valid document. Edits at addresses of which neither lies
 * within the other give the same document in either order.
 */
export function applyEdit(document: SceneDocument, wanted: Edit): Applied {
  const stands = valueAt(document, wanted.at)
  if (sameValue(stands, wanted.now)) return { document }
  const standing = stands === undefined ? {} : { stands }
  if (!isTree(valueAt(document, wanted.at.slice(0, -1))))
    return { document, conflict: { edit: wanted, why: 'gone', ...standing } }
  if (!sameValue(stands, wanted.was))
    return {
      document,
      conflict: { edit: wanted, why: stands === undefined ? 'gone' : 'changed', ...standing },
    }
  const parsed = sceneDocument.safeParse(put(document as Tree, wanted.at, wanted.now))
  if (parsed.success) return { document: parsed.data }
  const faults = [...new Set(parsed.error.issues.map(({ message }) => message))]
  return { document, conflict: { edit: wanted, why: 'refused', ...standing, faults } }
}

export interface Merged {
  readonly document: SceneDocument
  readonly conflicts: readonly Conflict[]
}

/** One editor's edits, in the order in which she made them, on a document that may have moved on meanwhile. None is dropped: it stands there, or it is a conflict. */
export function mergeEdits(document: SceneDocument, edits: readonly Edit[]): Merged {
  const conflicts: Conflict[] = []
  let current = document
  for (const wanted of edits) {
    const { document: next, conflict } = applyEdit(current, wanted)
    current = next
    if (conflict) conflicts.push(conflict)
  }
  return { document: current, conflicts }
}

/** What takes an edit back. It is an edit like any other: where somebody wrote over it meanwhile, it is a conflict and takes nothing of hers. */
export const inverse = ({ at, was, now }: Edit): Edit => ({
  at,
  ...(now === undefined ? {} : { was: now }),
  ...(was === undefined ? {} : { now: was }),
})

/** Her answer to a conflict: "mine after all", over what stands there now. */
export const insist = ({ edit: wanted, stands }: Conflict): Edit => ({
  at: wanted.at,
  ...(stands === undefined ? {} : { was: stands }),
  ...(wanted.now === undefined ? {} : { now: wanted.now }),
})

const sameAddress = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => name === other[index])

/** Letters typed one after the other at one address are one edit: what is sent by autosave, and what one undo takes back. */
export function joined(edits: readonly Edit[]): readonly Edit[] {
  const result: Edit[] = []
  for (const next of edits) {
    const last = result.at(-1)
    if (!last || !sameAddress(last.at, next.at) || !sameValue(last.now, next.was)) result.push(next)
    else {
      result.pop()
      if (!sameValue(last.was, next.now))
        result.push({
          at: last.at,
          ...(last.was === undefined ? {} : { was: last.was }),
          ...(next.now === undefined ? {} : { now: next.now }),
        })
    }
  }
  return result
}
