import type { SceneDocument } from './document.ts'

/** What JSON can say; nothing undefined, no dates. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }

/**
 * The one way in which a value is written: names sorted by their characters' numbers, no blanks, so that equal values are equal texts whatever order a
 * database or a phone kept them in.
 */
export function canonicalText(value: Value): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  const fields = Object.entries(value as Readonly<Record<string, Value>>)
  const sorted = fields.toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${canonicalText(field)}`).join(',')}}`
}

export const sameValue = (one: Value | undefined, other: Value | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalText(one) === canonicalText(other))

/** What is hashed begins with what it is, so that no other hash of the house is ever taken for one. */
const PREFIX = 'karyakarta-scenes-1\0'

/** The bytes that an approval binds: two documents have the same exactly when they say the same. */
export const canonicalBytes = (document: SceneDocument): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(PREFIX + canonicalText(document as Value))

/**
 * The name of a document's content: what two people approve, and what a rendition says it was made from.
 * @param sha256 handed in, since this engine has no cryptography: bytes → 64 hexadecimal digits
 */
export const contentHash = (document: SceneDocument, sha256: (bytes: Uint8Array) => string): string =>
  sha256(canonicalBytes(document))
