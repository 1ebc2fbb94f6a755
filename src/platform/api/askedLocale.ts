import type { Locale } from '../context.ts'

/**
 * The language in which a program wants to be refused: the better liked of Hindi and English in `Accept-Language` (RFC 9110), the first of
 * equals; undefined when it names neither.
 */
export function askedLocale(header: string | null): Locale | undefined {
  const liked = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...weights] = part.trim().toLowerCase().split(';')
      const weight = Number(/^\s*q=([\d.]+)/.exec(weights.join(';'))?.[1] ?? '1')
      return { locale: tag.split('-')[0], weight: Number.isFinite(weight) ? weight : 0 }
    })
    .filter(({ locale, weight }) => weight > 0 && (locale === 'hi' || locale === 'en'))
    .toSorted((one, other) => other.weight - one.weight)
  return liked[0]?.locale as Locale | undefined
}
