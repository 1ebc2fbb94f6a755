import { askedLocale } from '#platform/api/askedLocale.ts'
import { describe } from '../describe.ts'
import type { RequestHandler } from './$types'

/** The document that programs are made from; nothing in it is secret. */
export const GET: RequestHandler = ({ locals, request, url }) => {
  const locale = askedLocale(request.headers.get('accept-language')) ?? locals.locale
  return new Response(JSON.stringify(describe(locals.edition, url.origin, locale)), {
    headers: { 'content-type': 'application/json', 'content-language': locale, vary: 'accept-language' },
  })
}
