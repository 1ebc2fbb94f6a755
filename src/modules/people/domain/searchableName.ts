import { foldName } from '#engines/matching/index.ts'

/** What a name is found by: both scripts folded, once if they fold alike. A changed fold rebuilds people.person.name_folded (and with it the words). */
export function searchableName(
  name: { readonly latin: string; readonly devanagari: string },
  fold: (name: string) => string = foldName,
): string {
  const [latin, devanagari] = [fold(name.latin), fold(name.devanagari)]
  return latin === devanagari ? latin : `${latin} ${devanagari}`
}

/** Folding shortens a name by at most this share; what shrinks more was no name (`zzzzqqq` folds to `jk`, which hides in Rajkumar). */
const LONGEST_TO_FOLDED = 3

/** What a search by name asks for; empty when nothing that could be a name was typed. */
export function searchedName(typed: string): string {
  const folded = foldName(typed)
  const letters = typed.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '').length
  return letters > LONGEST_TO_FOLDED * folded.replaceAll(' ', '').length ? '' : folded
}
