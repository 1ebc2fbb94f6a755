/** Longest name accepted, in characters as a reader counts code points. */
export const LONGEST_NAME = 120

export type NormalisedName =
  | { readonly accepted: true; readonly name: string }
  | { readonly accepted: false; readonly reason: 'empty' | 'too_long' }

/** Joiners that Devanagari needs to shape a conjunct; anywhere else they are invisible noise. */
const NEEDED_JOINER = /(?<=\u094d)[\u200c\u200d](?=[\u0904-\u0939])/u

/** Control, direction and other characters that nobody sees, but for the joiners, which are looked at one by one. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu

/**
 * Cleans a typed name without changing what a reader sees: NFC, one space between words, no control,
 * direction or invisible characters. Refuses what is empty or longer than 120 characters.
 */
export function normaliseName(text: string): NormalisedName {
  const name = withoutInvisibles(text)
  if (name === '') return { accepted: false, reason: 'empty' }
  if ([...name].length > LONGEST_NAME) return { accepted: false, reason: 'too_long' }
  return { accepted: true, name }
}

/** NFC text without control, direction and zero-width characters, single-spaced and trimmed. */
export function withoutInvisibles(text: string): string {
  // Most names are plain ASCII, which needs no tables of Unicode.
  if (/^[ -~]*$/.test(text)) return text.replace(/ {2,}/g, ' ').trim()
  let name = text.replace(/\s+/gu, ' ').replace(INVISIBLE, '').normalize('NFC')
  // Where a joiner falls away marks may trade places, and then another joiner loses its reason: until nothing moves any more.
  for (let before = ''; before !== name;) {
    before = name
    name = dropStrayJoiners(name).normalize('NFC')
  }
  return name.replace(/\s+/gu, ' ').trim()
}

function dropStrayJoiners(text: string): string {
  if (!/[\u200c\u200d]/u.test(text)) return text
  const single = text.replace(/([\u200c\u200d])[\u200c\u200d]+/gu, '$1')
  return [...single]
    .filter((character, index, all) => {
      if (character !== '\u200c' && character !== '\u200d') return true
      return NEEDED_JOINER.test(`${all[index - 1] ?? ''}${character}${all[index + 1] ?? ''}`)
    })
    .join('')
}
