import { redirect, type RequestHandler } from '@sveltejs/kit'
import { cookieName, isLocale } from '#paraglide/runtime.js'
import { sameSitePath } from '#platform/web/sameSitePath.ts'

/** A year: a language is not asked twice. */
const MAX_AGE_SECONDS = 365 * 24 * 60 * 60

/** The language switch: keeps the choice in a cookie and returns to the page it was made on. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData().catch(() => new FormData())
  const language = form.get('language')
  if (isLocale(language))
    cookies.set(cookieName, language, {
      path: '/',
      maxAge: MAX_AGE_SECONDS,
      sameSite: 'lax',
      // The page's own script reads it, to speak the language the server spoke. It identifies nobody.
      httpOnly: false,
      secure: url.protocol === 'https:',
    })
  redirect(303, sameSitePath(form.get('to'), '/'))
}
