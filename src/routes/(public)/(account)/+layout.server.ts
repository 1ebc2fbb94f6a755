import { m } from '#paraglide/messages.js'
import type { LayoutServerLoad } from './$types'

/** Signing in travels as plain HTML: it works before, and without, any script. Only pages with passkeys ask for one. */
export const csr = false

export const load: LayoutServerLoad = ({ locals: { settings, locale } }) => ({
  organisation: settings ? (locale === 'hi' ? settings.nameHi : settings.nameEn) : m.app_name(),
})
