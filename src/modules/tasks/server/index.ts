/** The tasks room's front door: what other rooms, the editions and the command line may call. Doors call verbs by their files. */
export { taskJobs } from './jobs.ts'
export { taskReactions } from './reactions.ts'
