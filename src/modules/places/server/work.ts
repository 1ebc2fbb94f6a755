import { countPlaces } from './countPlaces.ts'
import { loadRajasthan } from './loadRajasthan.ts'
import { restructureFromFile } from './restructure/restructureFromFile.ts'

/** What an operator does with the tree by the command line: the state's reference data, and plans and official lists of booths from files. */
export const placesWork: {
  readonly countPlaces: typeof countPlaces
  readonly loadRajasthan: typeof loadRajasthan
  readonly restructureFromFile: typeof restructureFromFile
} = { countPlaces, loadRajasthan, restructureFromFile }
