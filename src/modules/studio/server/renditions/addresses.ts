import type { Language, StoryAddresses } from '#engines/scenes/index.ts'

/** Where a piece's public page stands in a language. */
export const pagePath = (pieceId: string, language: Language): string =>
  `/piece/${pieceId}${language === 'hi' ? '' : '/en'}`

/**
 * Addresses of a public piece (src/routes/(organisation)/piece).
 * @param origin the house's own, without a slash at its end: what is shared, read by machines and joined by
 * @param via the code of the short link by which a reader came
 * @param called with which a reader calls the house: where the page's own policy lets pictures come from; nothing that she hands on has it
 */
export const addressesOf = (
  origin: string,
  pieceId: string,
  language: Language,
  via?: string,
  called = origin,
): StoryAddresses => ({
  join: `${origin}/join`,
  ...(via ? { handsOn: `?via=${via}` } : {}),
  canonical: `${origin}${pagePath(pieceId, language)}`,
  amp: `${origin}/piece/${pieceId}/story/${language}`,
  other: `${origin}${pagePath(pieceId, language === 'hi' ? 'en' : 'hi')}`,
  media: (file) => `${called}/piece/${pieceId}/m/${file}`,
  poster: `${called}/piece/${pieceId}/m/poster-${language}`,
  logo: `${called}/piece/${pieceId}/m/mark-${language}`,
})
