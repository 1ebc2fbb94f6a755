import { m } from '#paraglide/messages.js'
import { openApi } from '#platform/api/openApi.ts'
import type { Locale } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import type { Edition } from '#editions/index.ts'
import { endpointsOf } from './registry.ts'

/** The OpenAPI 3.1 document of an edition, its words in the asker's language. */
export const describe = (edition: Edition, origin: string, locale: Locale) =>
  openApi(endpointsOf(edition), edition.events, {
    title: `Karyakarta · ${edition.name}`,
    description: m.api_v1_description({}, { locale }),
    origin,
    words: (id) => wordsIfAny(id, locale) ?? id,
  })
