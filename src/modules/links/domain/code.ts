/**
 * Signs of a code: no vowel, so that no word comes out; no 0, 1, l, i, o, which look alike on paper. 27⁷ are ten thousand million, so that among a
 * hundred thousand links a guess finds one in a hundred thousand tries (visitStore.ts allows an address a hundred).
 */
export const ALPHABET = '23456789bcdfghjkmnpqrstvwxz'
export const CODE_LENGTH = 7

const CODE = new RegExp(`^[${ALPHABET}]{${CODE_LENGTH}}$`)

/** A code as somebody may have typed it from paper, capitals too; undefined for what none can be. */
export function readCode(typed: string): string | undefined {
  const code = typed.toLowerCase()
  return CODE.test(code) ? code : undefined
}

/**
 * A code out of random numbers.
 * @param draw a whole number from 0 below its argument, each as likely (node:crypto's randomInt)
 */
export const drawCode = (draw: (below: number) => number): string =>
  Array.from({ length: CODE_LENGTH }, () => ALPHABET[draw(ALPHABET.length)]).join('')
