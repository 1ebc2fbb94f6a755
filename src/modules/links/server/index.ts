/** The links room's front door: what editions and rooms above may call. */
export { endAllLinks, endLinks } from './endLinks.ts'
export { linkAddress } from './linkAddress.ts'
export { linkCounts } from './linkCounts.ts'
export { linkJobs } from './jobs.ts'
export { linkReactions } from './reactions.ts'
export { mintLinks } from './mintLinks.ts'
export { reachOf, type Reach, type ReachCell } from '../domain/reach.ts'
export { shortLinks } from './door/shortLinks.ts'
