/** What somebody typed, as the house keeps it: see README.md. */
export { besideOtherFaults } from './besideOtherFaults.ts'
export { keepable, oneLine, tidy } from './tidy.ts'
