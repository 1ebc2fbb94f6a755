import { isbot } from 'isbot'

/** What is looked at of a request for a link; header names in lower case. */
export interface VisitHeaders {
  readonly [name: string]: string | undefined
}

export type VisitKind = 'human' | 'preview' | 'bot'

/**
 * Programs that fetch an address in order to draw a card of it under a message: their own names, as their makers document them or send them. Apps that
 * open an address for a person inside themselves (`FBAN`, `Instagram`, `Telegram-Android`) are a browser and not among them.
 */
const PREVIEWERS =
  /\bWhatsApp\/|facebookexternalhit|facebookcatalog|meta-externalfetcher|Facebot|TelegramBot|Twitterbot|LinkedInBot|Slackbot|Slack-ImgProxy|Discordbot|SkypeUriPreview|MicrosoftPreview|Viber|Snap URL Preview|redditbot|Pinterestbot|Pinterest\/0|vkShare|Iframely|Embedly|Google-PageRenderer|GoogleMessages|Mastodon\/|Bluesky Cardyb|BitlyBot|ShareChat|kakaotalk-scrap|Line(?:bot|-poker)|XING-contenttabreceiver/i

/** Browsers that fetch ahead say so (RFC 8288's neighbours: Sec-Purpose of the Fetch standard; Purpose and X-Moz of older ones; X-Purpose of apps). */
const AHEAD = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
const isAhead = (headers: VisitHeaders): boolean =>
  AHEAD.some((name) => /prefetch|prerender|preview/i.test(headers[name] ?? ''))

/**
 * Whether a link was opened by a person, fetched for a preview, or by any other machine (shlink#900, #1613). In doubt it is a machine: the number that
 * people quote is the one of humans. A burst from one address is judged where addresses are counted (server/visitStore.ts).
 */
export function classifyVisit(method: string, headers: VisitHeaders): VisitKind {
  const agent = headers['user-agent'] ?? ''
  if (PREVIEWERS.test(agent) || isAhead(headers)) return 'preview'
  return method === 'GET' && agent !== '' && !isbot(agent) && navigates(headers) ? 'human' : 'bot'
}

/** Every browser that a person taps in asks for a page, says in which language, and (the newer ones) that it goes there rather than embeds it. */
function navigates(headers: VisitHeaders): boolean {
  const fetched = headers['sec-fetch-mode']
  const shownAs = headers['sec-fetch-dest']
  return (
    (headers['accept-language'] ?? '') !== '' &&
    (headers.accept ?? '').includes('text/html') &&
    (fetched === undefined || fetched === 'navigate') &&
    (shownAs === undefined || shownAs === 'document')
  )
}
