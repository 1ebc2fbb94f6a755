/**
 * A count as people in India write it: 1,23,456 in Western digits in both languages, as on forms and ballots.
 * @example count(45322, 'hi') // '45,322'
 */
export function count(number: number, locale: string): string {
  let writer = writers.get(locale)
  if (!writer)
    writers.set(locale, (writer = new Intl.NumberFormat(`${locale}-IN`, { numberingSystem: 'latn' })))
  return writer.format(number)
}

/** Making one costs more than a hundred numbers written with it; a page of booths writes four hundred. */
const writers = new Map<string, Intl.NumberFormat>()

/**
 * A share in whole per cent. Something is never shown as nothing, and almost all never as all.
 * @example percent(1, 1000) // '<1%'
 */
export function percent(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0%'
  if (part >= whole) return '100%'
  const share = (part / whole) * 100
  if (share < 1) return '<1%'
  if (share > 99) return '>99%'
  return `${Math.round(share)}%`
}
