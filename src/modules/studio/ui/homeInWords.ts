import { m } from '#paraglide/messages.js'
import { inLanguage } from '#design/display/named.ts'

interface Home {
  readonly placeHi: string
  readonly placeEn: string
  readonly wingHi: string | null
  readonly wingEn: string | null
}
/** Where a piece belongs, by place and wing. */
export const homeInWords = ({ placeHi, placeEn, wingHi, wingEn }: Home, locale: 'hi' | 'en'): string =>
  `${inLanguage({ nameHi: placeHi, nameEn: placeEn }, locale)} · ${
    wingHi === null ? m.people_c_every_wing() : inLanguage({ nameHi: wingHi, nameEn: wingEn }, locale)
  }`
