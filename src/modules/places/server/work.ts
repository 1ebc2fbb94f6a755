import { countPlaces } from './countPlaces.ts'
import { loadRajasthan } from './loadRajasthan.ts'
import { restructureFromFile } from './restructure/restructureFromFile.ts'

/** What an operator does with the tree by the command line. */
export const placesWork: {
  readonly countPlaces: typeof countPlaces
  readonly loadRajasthan: typeof loadRajasthan
  readonly restructureFromFile: typeof restructureFromFile
} = { countPlaces, loadRajasthan, restructureFromFile }
