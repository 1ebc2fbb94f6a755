import { lettersOf } from './platformFacts.ts'
import type { Form, Platform } from './platform.ts'

const LINK = /https?:\/\/[^\s]+/gu
/** Every link counts as 23 on X (docs.x.com, counting characters), however long it is. */
const LINK_LETTERS = 23

/** Whether words carry an address: X charges more for such a post. */
export const hasLink = (words: string): boolean => /https?:\/\/[^\s]/u.test(words)

/** X counts letters up to U+10FF, and some punctuation, as one, everything else (emoji, CJK) as two. Devanagari is among the first. */
const weight = (letter: string): number => {
  const point = letter.codePointAt(0)!
  const isLight =
    point <= 0x10ff ||
    (point >= 0x2000 && point <= 0x200d) ||
    (point >= 0x2010 && point <= 0x201f) ||
    (point >= 0x2032 && point <= 0x2037)
  return isLight ? 1 : 2
}

/**
 * How long words are, as the platform counts: X weighs letters and links; the others count UTF-16 units, as their interfaces do.
 * @example lengthOn('x', 'पानी https://a.example/a-long-address') === 5 + 23
 */
export function lengthOn(platform: Platform, words: string): number {
  const said = words.normalize('NFC')
  if (platform !== 'x') return said.length
  const links = said.match(LINK)?.length ?? 0
  const rest = said.replace(LINK, '')
  return links * LINK_LETTERS + [...rest].reduce((sum, letter) => sum + weight(letter), 0)
}

/** What stands beneath every post: that media is synthetic, and who answers for it (integrity, rule 8). */
export interface Disclosure {
  readonly synthetic: boolean
  /** The office that answers for the post. */
  readonly responsible: string
  readonly language: 'hi' | 'en'
}

const SAID = {
  hi: { synthetic: 'इसमें AI से बनी या बदली गई सामग्री है।', by: 'जारीकर्ता' },
  en: { synthetic: 'This contains media made or altered by AI.', by: 'Published by' },
} as const

/** The words of a post as they go out. The disclosure is the house's, not the writer's: it cannot be left out. */
export function captionOf(words: string, { synthetic, responsible, language }: Disclosure): string {
  const said = SAID[language]
  const lines = [
    words.trim(),
    [...(synthetic ? [said.synthetic] : []), `${said.by}: ${responsible}`].join('\n'),
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

/** Letters that are left on the platform once the disclosure is beneath; negative: too long by so many. */
export const lettersLeft = (platform: Platform, form: Form, words: string, disclosure: Disclosure): number =>
  lettersOf(platform, form) - lengthOn(platform, captionOf(words, disclosure))
