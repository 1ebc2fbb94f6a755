/** The events room's front door: what other rooms, the editions and the command line may call. Doors call verbs by their files. */
export { eventJobs } from './jobs.ts'
export { eventReactions } from './reactions.ts'
export { standingOfPass } from './gate/standingOfPass.ts'
