/** The elections room's front door: what editions and rooms above may call. Doors call verbs by their files. */
export { electionRules } from './releaseRule.ts'
export { declareHandle } from './declareHandle.ts'
