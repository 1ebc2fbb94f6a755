/** The studio's front door: what other rooms and the editions may call. Doors call verbs by their files. */
export { approvedPiece, listApproved, type ApprovedPiece } from './approvedPiece.ts'
export { holdPiece } from './openPiece.ts'
export { studioReactions } from './reactions.ts'
export { askForRenditions, renditionsOf } from './renditions/askForRenditions.ts'
export { openRendition } from './renditions/openRendition.ts'
export { publishPiece, withdrawPiece } from './renditions/publishPiece.ts'
export { studioJobs } from './jobs.ts'
export { tributesBetween } from './tributesBetween.ts'
