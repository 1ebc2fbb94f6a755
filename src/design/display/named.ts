/** What carries a name in both languages; either may be unknown, as of a person who was forgotten. */
export interface Named {
  readonly nameHi?: string | null
  readonly nameEn?: string | null
}

/** The name in the reader's language, the other where only that is known, and nothing where none is. */
export const inLanguage = (named: Named, locale: string): string =>
  (locale === 'hi' ? (named.nameHi ?? named.nameEn) : (named.nameEn ?? named.nameHi)) ?? ''

/**
 * A place's name with its number where it has one: booths and constituencies are known by it.
 * @example numbered({ code: 12, nameHi: 'आमेर', nameEn: 'Amber' }, 'en') === '12. Amber'
 */
export const numbered = (place: Named & { readonly code: number | null }, locale: string): string =>
  place.code === null ? inLanguage(place, locale) : `${place.code}. ${inLanguage(place, locale)}`

/** The name, without a number, of the place that a row carries in fields of its own. */
export const placeNameOfRow = (
  row: { readonly placeHi: string | null; readonly placeEn: string | null },
  locale: string,
): string => inLanguage({ nameHi: row.placeHi, nameEn: row.placeEn }, locale)

/** The same of the place above it. */
export const parentOfRow = (
  row: { readonly parentHi: string | null; readonly parentEn: string | null },
  locale: string,
): string => inLanguage({ nameHi: row.parentHi, nameEn: row.parentEn }, locale)

/** A place's name with its number, of such a row. */
export const placeOfRow = (
  row: { readonly placeCode: number | null; readonly placeHi: string; readonly placeEn: string },
  locale: string,
): string => numbered({ code: row.placeCode, nameHi: row.placeHi, nameEn: row.placeEn }, locale)
