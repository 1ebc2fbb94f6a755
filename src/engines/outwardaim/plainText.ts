/** The offices whose forms and rolls a booth's work may need. */
export const GOVERNMENT = /(^|\.)(gov|nic)\.in$/
/** Endings that stand behind a dot in an address but in no sentence. */
export const ENDINGS =
  'com in org net co me be gov edu app io ly gl gd gg link live news tv watch info biz page site online xyz club social to cc us uk ws at it re sh dev ai one fm im id blog store shop world media today'

/**
 * One form for all the ways of writing a dot or hiding a letter: full-width and small forms (NFKC), zero-width signs, "dot" and "डॉट", the
 * danda, spaces around a dot, `[.]`.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\u034f\u115f\u1160]/gu, '')
    .replace(/(?<=[a-z0-9])\s*(?:[[({]\s*(?:\.|dot|डॉट)\s*[\])}])\s*(?=[a-z0-9])/giu, '.')
    .replace(/(?<=[a-z0-9])\s+(?:dot|डॉट)\s+(?=[a-z0-9])/giu, '.')
    .replace(/(?<=[a-z0-9])[।。．](?=[a-z0-9])/giu, '.')
    .replace(
      new RegExp(`(?<=[a-z0-9])\\s+\\.\\s*(?=(?:${ENDINGS.split(' ').join('|')})(?![\\p{L}\\p{N}]))`, 'giu'),
      '.',
    )
    .replace(new RegExp(`(?<=[a-z0-9])\\.\\s+(?=(?:com|net|org)(?![\\p{L}\\p{N}]))`, 'giu'), '.')
}
