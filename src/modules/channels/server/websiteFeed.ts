import type { Context } from '#platform/context.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { beneathTitle, type Feed } from '../domain/feed.ts'
import { publishedOnWebsite } from './websiteStore.ts'

/** Entries of a feed: what readers fetched a month ago they have. */
const MOST_ENTRIES = 50

/** What the organisation published on its own website, in one language: for everybody. */
export async function websiteFeed(ctx: Context, language: 'hi' | 'en'): Promise<Feed> {
  const { origin } = ctx.platform.environment
  const settings = await currentSettings(ctx.platform)
  const rows = await ctx.transaction((tx) => publishedOnWebsite(tx, language, MOST_ENTRIES))
  const title = (language === 'hi' ? settings?.nameHi : settings?.nameEn) ?? new URL(origin).host
  return {
    title,
    language,
    home: `${origin}/news`,
    self: `${origin}/feeds/${language}`,
    updated: rows.reduce((latest, { changedAt }) => (changedAt > latest ? changedAt : latest), new Date(0)),
    entries: rows.map(
      ({ id, pieceId, form, title: called, words, publishedAt, changedAt, files, posterBytes }) => ({
        id: `urn:uuid:${id}`,
        // The studio's public page of the piece, where that is what was published.
        address:
          form === 'page'
            ? `${origin}/piece/${pieceId}${language === 'en' ? '/en' : ''}`
            : `${origin}/news#${id}`,
        title: called,
        words: beneathTitle(words, called),
        publishedAt,
        changedAt,
        files:
          form === 'page'
            ? [
                {
                  address: `${origin}/piece/${pieceId}/m/poster-${language}`,
                  mediaType: 'image/jpeg',
                  bytes: posterBytes === null ? null : Number(posterBytes),
                },
              ]
            : files.map(({ mediaType, bytes }, nth) => ({
                address: `${origin}/news/${id}/${nth}`,
                mediaType,
                bytes,
              })),
      }),
    ),
  }
}
