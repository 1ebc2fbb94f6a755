/** Names across two scripts: see README.md. */
export { devanagariToLatin } from './devanagariToLatin.ts'
export { latinToDevanagari, splitPlaceEnding } from './latinToDevanagari.ts'
export { spellLetters } from './letterNames.ts'
export { nameInDevanagari, nameInLatin, type LastWord } from './spellName.ts'
export { foldName, foldToken } from './foldName.ts'
export { isOneName } from './isOneName.ts'
export { jaroWinkler, nameSimilarity } from './similarity.ts'
export { LONGEST_NAME, normaliseName, withoutInvisibles, type NormalisedName } from './normaliseName.ts'
export { asReadInLatin, inspectName, type NameFlag } from './mixedScript.ts'
export { blockingKeys, nameKeys, type NameKeys } from './blockingKeys.ts'
export {
  OFFER_FROM,
  scorePair,
  type Field,
  type FieldScore,
  type MatchRecord,
  type PairScore,
  type Reason,
} from './scorePair.ts'
