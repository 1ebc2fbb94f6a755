/** The outreach room's front door: what editions, rooms above and the bench may call. Doors call verbs by their files. */
export { outreachJobs } from './jobs.ts'
export { putNotes, type Note } from './noteStore.ts'
export { stopAsking } from './stopAsking.ts'
export { outreachReactions } from './reactions.ts'
export { outreachRules } from './rules.ts'
