import { greetCoordinator } from '../greetCoordinator.ts'
import type { LayoutServerLoad } from './$types'

/** Events are run by coordinators, and by organisers who may lead nobody: those get the same pages without the coordinators' menu. */
export const load: LayoutServerLoad = async (event) => {
  const { locale, settings } = event.locals
  return {
    greeted: await greetCoordinator(event),
    locale,
    organisation: settings && { hi: settings.nameHi, en: settings.nameEn },
  }
}
