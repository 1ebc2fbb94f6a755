/** What somebody typed, as the house keeps it: see README.md. */
export { keepable, oneLine, tidy } from './tidy.ts'
