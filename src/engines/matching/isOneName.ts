import { foldName } from './foldName.ts'
import { nameSimilarity } from './similarity.ts'

/** Pairs that differ more than this are slips of a list, not spellings of one name. */
const SAME_NAME = 0.8

/** Whether a list's name, or a word of it, in Latin letters and the one beside it in Devanagari are one. */
export const isOneName = (latin: string, devanagari: string): boolean =>
  nameSimilarity(foldName(latin), foldName(devanagari)) >= SAME_NAME
