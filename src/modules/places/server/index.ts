/** The front door of the places room: what other rooms and doors may call. See ../README.md. */
export { countPlaces } from './countPlaces.ts'
export { searchPlaces, type FoundPlace } from './searchPlaces.ts'
export { placesNear } from './placesNear.ts'
export {
  ancestorsOf,
  childrenOf,
  placeById,
  placesOfLevel,
  shapesUnder,
  wholeTree,
  type MapUnder,
} from './places.ts'
export { placeNames } from './placeNames.ts'
export { renamePlace } from './renamePlace.ts'
export { loadRajasthan, type LoadSummary } from './loadRajasthan.ts'
