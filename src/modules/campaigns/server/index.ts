/** The campaigns room's front door: what editions call. Doors call verbs by their files. */
export { campaignJobs } from './jobs.ts'
export { campaignReactions } from './reactions.ts'
export { releaseKit } from './releaseKit.ts'
export { saveCampaign } from './saveCampaign.ts'
export { saveKit } from './saveKit.ts'
