/** Hindi typed in the old font Kruti Dev: see README.md. */
export { isKrutiDev, krutiDevToUnicode } from './krutiDevToUnicode.ts'
