import { loadRajasthan } from './loadRajasthan.ts'
import { importBooths } from './restructure/importBooths.ts'

/** What the command line brings in: the reference data of the state, and official lists of booths. */
export const placesImport = { rajasthan: loadRajasthan, booths: importBooths } as const
