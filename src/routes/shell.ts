import { m } from '#paraglide/messages.js'
import { grievanceOf } from '#platform/settings/settings.ts'

/** What every page says about whose house this is, in the visitor's language. */
export interface Shell {
  readonly organisation: string
  readonly title: string
  readonly grievanceName: string
  readonly grievanceContact: string
  /** Whether somebody acts: such a visitor is not asked to sign in. */
  readonly signedIn: boolean
}

/** The organisation's own words; before set-up, the house's. */
export function shellOf({
  locale,
  settings,
  context,
}: Pick<App.Locals, 'locale' | 'settings' | 'context'>): Shell {
  const hindi = locale === 'hi'
  const grievance = grievanceOf(settings, locale)
  return {
    organisation: settings ? (hindi ? settings.nameHi : settings.nameEn) : m.app_name(),
    title: settings ? (hindi ? settings.titleHi : settings.titleEn) : '',
    grievanceName: grievance?.name ?? '',
    grievanceContact: grievance?.contact ?? '',
    signedIn: context.actor.kind === 'person',
  }
}
