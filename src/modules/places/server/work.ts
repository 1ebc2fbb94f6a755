import { countPlaces } from './placeStore.ts'
import { loadRajasthan } from './loadRajasthan.ts'
import { listRestructures } from './restructure/listRestructures.ts'
import { restructureFromFile } from './restructure/restructureFromFile.ts'
import { undoRestructure } from './restructure/undoRestructure.ts'
import { viewUndo } from './restructure/viewUndo.ts'

/** What an operator does with the tree by the command line: the state's reference data, and plans and official lists of booths from files. */
export const placesWork: {
  readonly countPlaces: typeof countPlaces
  readonly loadRajasthan: typeof loadRajasthan
  readonly restructureFromFile: typeof restructureFromFile
  readonly listRestructures: typeof listRestructures
  readonly viewUndo: typeof viewUndo
  readonly undoRestructure: typeof undoRestructure
} = { countPlaces, loadRajasthan, restructureFromFile, listRestructures, viewUndo, undoRestructure }
