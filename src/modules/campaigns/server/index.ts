/** The campaigns room's front door: what editions call. Doors call verbs by their files. */
export { campaignJobs } from './jobs.ts'
export { campaignReactions } from './reactions.ts'
