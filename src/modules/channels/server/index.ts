/** The channels room's front door: what editions and rooms above may call. Doors call verbs by their files. */
export { askToPublish, type AskToPublish, type Asked } from './askToPublish.ts'
export { channelJobs } from './jobs.ts'
export { channelReactions } from './reactions.ts'
export { isOnWebsite, withdrawPosts, type WithdrawPosts } from './withdrawPosts.ts'
