/** The coverage room's front door. It has no tables: it reads what places and people publish. */
export { boothsOf } from './boothsOf.ts'
export { coverageCsv } from './coverageCsv.ts'
export { coverageOf } from './coverageOf.ts'
export { mapFile, mapOf } from './mapOf.ts'
export { nextVacantBooths } from './nextVacantBooths.ts'
