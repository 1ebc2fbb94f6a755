/** A size in words, as phones say it: 1 kB is 1,000 bytes. @example sizeInWords(41_200, 'hi') // '41 kB' */
export function sizeInWords(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1e6, 'MB']
  const words = new Intl.NumberFormat(`${locale}-IN`, {
    maximumFractionDigits: value < 10 ? 1 : 0,
    numberingSystem: 'latn',
  })
  return `${words.format(value)} ${unit}`
}
