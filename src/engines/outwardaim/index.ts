/** Words that aim at other people's posts or accounts: see README.md. */
export { outwardAim, type OutwardAim } from './outwardAim.ts'
