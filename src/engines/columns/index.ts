/** Finding out what the columns of a list hold: see README.md. */
export { choiceFromFields, type ChoiceFromFields } from './choiceFromFields.ts'
export { contents } from './contents.ts'
export {
  findHeadings,
  headingsUpTo,
  isColumnCount,
  type FoundHeadings,
  type GlimpsedRow,
} from './findHeadings.ts'
export { headingWords, isNumberWord, NUMBERED, plainHeading } from './headingWords.ts'
export { PLACE_HEADINGS, type PlaceField } from './placeHeadings.ts'
