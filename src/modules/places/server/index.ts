/** The front door of the places room: what other rooms and the command line may call. See ../README.md. */
export { childrenOf, placesOfLevel, shapesUnder, treeVersion } from './places.ts'
export { pathTo, placeOf, type PlaceOf } from './placeOfStore.ts'
export { formerBooths } from './restructure/formerBoothStore.ts'
export { placesNear } from './placesNear.ts'
export { searchPlaces } from './searchPlaces.ts'
export { searchPlacesEach } from './searchPlacesEach.ts'
export { placesWork } from './work.ts'
