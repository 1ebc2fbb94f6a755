import { writeFeed } from '#engines/schemefeed/index.ts'
import type { Context } from '#platform/context.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { catalogue, sha256 } from './catalogue.ts'

/** A programme that has not said its name yet. */
const UNNAMED = { hi: 'कार्यक्रम', en: 'The programme' }

/** The feed as it goes out (docs/formats/scheme-feed.md), with its strong ETag. */
export async function publishFeed(ctx: Context): Promise<{ readonly body: string; readonly etag: string }> {
  const settings = await currentSettings(ctx.platform)
  const publisher = settings ? { hi: settings.nameHi, en: settings.nameEn } : UNNAMED
  const body = JSON.stringify(writeFeed(publisher, catalogue, sha256))
  return { body, etag: `"${sha256(body)}"` }
}
