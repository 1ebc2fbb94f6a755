/** Hindi typed in the old font Kruti Dev: see README.md. */
export { hasOldFont, judgeCell, wordGain, type JudgedCell, type OldFont } from './judgeCell.ts'
export { isKrutiDev, krutiDevToUnicode } from './krutiDevToUnicode.ts'
