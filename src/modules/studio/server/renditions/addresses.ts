import type { Language, StoryAddresses } from '#engines/scenes/index.ts'

/** Where a piece's public page stands in a language. */
export const pagePath = (pieceId: string, language: Language): string =>
  `/piece/${pieceId}${language === 'hi' ? '' : '/en'}`

/**
 * Addresses of a public piece (src/routes/(organisation)/piece).
 * @param origin with which the house is called, without a slash at its end
 * @param via the code of the short link by which a reader came
 */
export const addressesOf = (
  origin: string,
  pieceId: string,
  language: Language,
  via?: string,
): StoryAddresses => ({
  join: `${origin}/join`,
  ...(via ? { handsOn: `?via=${via}` } : {}),
  canonical: `${origin}${pagePath(pieceId, language)}`,
  amp: `${origin}/piece/${pieceId}/story/${language}`,
  other: `${origin}${pagePath(pieceId, language === 'hi' ? 'en' : 'hi')}`,
  media: (file) => `${origin}/piece/${pieceId}/m/${file}`,
  poster: `${origin}/piece/${pieceId}/m/poster-${language}`,
  logo: `${origin}/piece/${pieceId}/m/mark-${language}`,
})
