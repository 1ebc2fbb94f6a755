/** Words that aim at other people's posts or accounts, and words that collect voters' data for a benefit: see README.md. */
export { outwardAim, type OutwardAim } from './outwardAim.ts'
export { collecting, collectingLink, type Collecting } from './collecting.ts'
