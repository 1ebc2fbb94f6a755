import { viewPublicPage } from '#modules/studio/server/renditions/publishPiece.ts'
import { readCode } from '#modules/links/domain/code.ts'
import type { Language } from '#engines/scenes/index.ts'
import { CATALOGUE } from '#platform/errors/catalogue.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { AMP_POLICY, PAGE_POLICY } from './storyPolicy.ts'

/** Seconds for which anybody may keep it: a recall is seen within that time. */
const KEPT_SECONDS = 10

/** A public piece at its own address and under its own policy; where it was withdrawn a dated notice stands. */
export async function publicStory(
  { locals, url }: { readonly locals: App.Locals; readonly url: URL },
  pieceId: string,
  form: 'page' | 'story',
  language: Language,
): Promise<Response> {
  // Nothing but a code of our own shape is written into the page.
  const via = readCode(url.searchParams.get('via') ?? '')
  const shown = await viewPublicPage(locals.context, { pieceId, form, language, origin: url.origin, via })
  const isPublic = shown.state === 'public'
  return new Response(isPublic ? shown.html : notice(shown.on, language), {
    status: isPublic ? 200 : CATALOGUE.gone.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': form === 'story' && isPublic ? AMP_POLICY : PAGE_POLICY,
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
      ...(isPublic ? {} : { 'x-robots-tag': 'noindex' }),
    },
  })
}

/** That it was withdrawn and when; the organisation's reason is for its own people. */
function notice(on: Date, language: Language): string {
  const day = new Intl.DateTimeFormat(`${language}-IN`, {
    dateStyle: 'long',
    timeZone: 'Asia/Kolkata',
    numberingSystem: 'latn',
  }).format(on)
  const say = (id: string, words: Record<string, string> = {}) => wordsIfAny(id, language, words)
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${say('studio_l_p_withdrawn_title')}</title><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><style>:root{color-scheme:light dark}body{max-width:36rem;margin:auto;padding:2rem 1.25rem;font-family:"Noto Sans Devanagari","Noto Sans",system-ui,sans-serif;font-size:18px;line-height:1.6}a{display:inline-flex;min-height:48px;align-items:center}</style></head><body><main><h1>${say('studio_l_p_withdrawn_title')}</h1><p>${say('studio_l_p_withdrawn', { day })}</p><p><a href="/">${say('studio_l_p_home')}</a></p></main></body></html>`
}
