import { z } from 'zod'
import { withoutInvisibles } from '#engines/matching/index.ts'
import { placeIdSchema } from './place.ts'

/** Longest name of a place, in code points: the longest booth of Rajasthan's list has 130. */
export const LONGEST_PLACE_NAME = 200

/** Signs that a name on a door may hold: letters of the two scripts, figures, punctuation; no letter that only looks like one of them. */
const HINDI = /^[\p{Script_Extensions=Devanagari}\p{Script=Latin}\p{N}\p{P}\p{Zs}+=°\u200c\u200d]+$/u
const ENGLISH = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}+=°]+$/u
const DEVANAGARI_LETTER = /(?=\p{L})\p{Script=Devanagari}/u
const LATIN_LETTER = /(?=\p{L})\p{Script=Latin}/u

const nameIn = (signs: RegExp, letter: RegExp, wrongScript: string) =>
  z
    .string({ error: 'places_name_missing' })
    // Long before it is too long to read it is too long to clean.
    .max(10 * LONGEST_PLACE_NAME, { error: 'places_name_too_long' })
    .transform(withoutInvisibles)
    .superRefine((name, check) => {
      const message =
        name === ''
          ? 'places_name_missing'
          : [...name].length > LONGEST_PLACE_NAME
            ? 'places_name_too_long'
            : signs.test(name) && letter.test(name)
              ? undefined
              : wrongScript
      if (message) check.addIssue({ code: 'custom', message })
    })

/** What a person says a place is called; the same names again confirm them. */
export const renamePlaceSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  placeId: placeIdSchema,
  nameHi: nameIn(HINDI, DEVANAGARI_LETTER, 'places_name_hindi_script'),
  nameEn: nameIn(ENGLISH, LATIN_LETTER, 'places_name_latin_script'),
})
export type RenamePlace = z.input<typeof renamePlaceSchema>

/** A place's names as its own page shows them. */
export interface PlaceNames {
  readonly id: string
  readonly nameHi: string
  readonly nameEn: string
  /** The Hindi name is our rule's work and no person has looked at it yet. */
  readonly derived: boolean
  /** Whether whoever looks may confirm or correct them. */
  readonly mayRename: boolean
}
