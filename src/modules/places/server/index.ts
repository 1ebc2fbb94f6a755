/** The front door of the places room: what other rooms and the command line may call. See ../README.md. */
export { countPlaces } from './countPlaces.ts'
export { childrenOf, placesOfLevel, shapesUnder } from './places.ts'
export { pathTo, placeOf, type PlaceOf } from './placeOf.ts'
export { placesImport } from './placesImport.ts'
export { placesNear } from './placesNear.ts'
export { searchPlaces, type FoundPlace } from './searchPlaces.ts'
export { searchPlacesEach } from './searchPlacesEach.ts'
