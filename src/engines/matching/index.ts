/** Names across two scripts: see README.md. */
export { devanagariToLatin } from './devanagariToLatin.ts'
export { latinToDevanagari, splitPlaceEnding } from './latinToDevanagari.ts'
export { foldName, foldToken } from './foldName.ts'
export { jaroWinkler, nameSimilarity } from './similarity.ts'
export { LONGEST_NAME, normaliseName, withoutInvisibles, type NormalisedName } from './normaliseName.ts'
export { asReadInLatin, inspectName, type NameFlag } from './mixedScript.ts'
