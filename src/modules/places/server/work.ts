import { countPlaces } from './countPlaces.ts'
import { loadRajasthan } from './loadRajasthan.ts'
import { importBooths } from './restructure/importBooths.ts'
import { restructureFromFile } from './restructure/restructureFromFile.ts'

/** What an operator does with the tree by the command line: the state's reference data, official lists of booths, and plans. */
export const placesWork: {
  readonly countPlaces: typeof countPlaces
  readonly loadRajasthan: typeof loadRajasthan
  readonly importBooths: typeof importBooths
  readonly restructureFromFile: typeof restructureFromFile
} = { countPlaces, loadRajasthan, importBooths, restructureFromFile }
