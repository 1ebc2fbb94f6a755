import { grievanceOf } from '#platform/settings/settings.ts'
import { homeOfActor } from './home.ts'
import type { LayoutServerLoad } from './$types'

/** What every page shows of the organisation; before set-up there is none. */
export const load: LayoutServerLoad = ({ locals }) => {
  const { settings, locale } = locals
  const isHindi = locale === 'hi'
  return {
    locale,
    accent: settings?.accent.slice(1) ?? null,
    home: homeOfActor(locals.edition.name, locals.context.actor),
    organisationName: (isHindi ? settings?.nameHi : settings?.nameEn) ?? null,
    grievance: grievanceOf(settings, locale),
  }
}
