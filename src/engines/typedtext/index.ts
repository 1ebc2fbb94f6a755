/** What somebody typed, as the house keeps it: see README.md. */
export { oneLine, tidy } from './tidy.ts'
