import { keepBrand, viewBrand } from '#modules/studio/server/keepBrand.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { context, locale } }) => ({
  brand: await viewBrand(context),
  command: uuidv7(),
  locale,
})

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const {
      command = '',
      nameHi = '',
      nameEn = '',
      entityHi = '',
      entityEn = '',
      accent = '',
      ink = '',
      paper = '',
      logo = '',
      letters = '',
    } = fields
    return attemptInWords(url, fields, async () => {
      await keepBrand(locals.context, {
        command,
        name: { hi: nameHi, en: nameEn },
        entity: { hi: entityHi, en: entityEn },
        accent,
        ink,
        paper,
        logo,
        letters,
      })
      return { done: true }
    })
  },
}
