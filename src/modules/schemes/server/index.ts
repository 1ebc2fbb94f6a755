/** The schemes room's front door: what editions and rooms above may call. Doors call verbs by their files. */
export { catalogue } from './catalogue.ts'
