import type { Language, StoryAddresses } from '#engines/scenes/index.ts'

/** Where a piece's public page stands in a language. */
export const pagePath = (pieceId: string, language: Language): string =>
  `/s/${pieceId}${language === 'hi' ? '' : '/en'}`

/** Addresses of a public piece (src/routes/(organisation)/s). @param origin with which the house is called, without a slash at its end */
export const addressesOf = (origin: string, pieceId: string, language: Language): StoryAddresses => ({
  canonical: `${origin}${pagePath(pieceId, language)}`,
  amp: `${origin}/s/${pieceId}/story/${language}`,
  other: `${origin}${pagePath(pieceId, language === 'hi' ? 'en' : 'hi')}`,
  media: (file) => `${origin}/s/${pieceId}/m/${file}`,
  poster: `${origin}/s/${pieceId}/m/poster-${language}`,
  logo: `${origin}/s/${pieceId}/m/mark-${language}`,
})
