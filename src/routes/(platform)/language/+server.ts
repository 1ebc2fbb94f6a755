import { redirect, type RequestHandler } from '@sveltejs/kit'
import { sameSitePath } from '#platform/web/sameSitePath.ts'
import { setLanguage } from './setLanguage.ts'

/** The language switch: keeps the choice in a cookie and returns to the page it was made on. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData().catch(() => new FormData())
  setLanguage(event, form.get('language'))
  redirect(303, sameSitePath(form.get('to'), '/'))
}
