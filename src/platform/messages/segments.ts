/** The 7-bit alphabet of SMS (3GPP TS 23.038 §6.2.1); the second row costs two places each. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENDED = '\f^{}\\[~]|€'

/** Places in one message, and in each part of a longer one, whose parts carry a header. */
const SEVEN_BIT = { whole: 160, part: 153 }
const SIXTEEN_BIT = { whole: 70, part: 67 }

/**
 * How many SMS a text is charged as. Hindi is sent in 16 bits: 70 places in one message, 67 in each part of several; a character outside the
 * basic plane (an emoji) takes two.
 */
export function smsSegments(text: string): number {
  const isSevenBit = [...text].every((character) => BASIC.includes(character) || EXTENDED.includes(character))
  const places = isSevenBit
    ? [...text].reduce((sum, character) => sum + (EXTENDED.includes(character) ? 2 : 1), 0)
    : text.length
  const { whole, part } = isSevenBit ? SEVEN_BIT : SIXTEEN_BIT
  return places <= whole ? 1 : Math.ceil(places / part)
}
