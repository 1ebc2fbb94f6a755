import { personasOf } from '#demo/personas.ts'
import { demoOnly } from '#platform/demo/demoOnly.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => {
  const { context, edition, locale } = event.locals
  demoOnly(context.platform, event)
  return {
    personas: personasOf(edition.name).map(({ key, nameHi, nameEn, aboutHi, aboutEn }) => ({
      title: locale === 'hi' ? nameHi : nameEn,
      detail: locale === 'hi' ? aboutHi : aboutEn,
      href: `/demo/sign-in/${key}`,
    })),
  }
}
