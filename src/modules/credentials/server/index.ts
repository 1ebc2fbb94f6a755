/** The credentials room's front door: what other rooms, the editions and the command line may call. Doors call verbs by their files. */
export { issueBadge, issueBadges } from './issueBadge.ts'
export { markRefreshDue, revokeBadge } from './revokeBadge.ts'
export { issuerKeys, signCompact } from './signCompact.ts'
export { passAddress } from './passAddress.ts'
export { credentialReactions } from './reactions.ts'
export type { EventOfPass, StandingOfPass } from './checkPassOf.ts'
