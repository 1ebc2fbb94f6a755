/**
 * Phones of made-up people. India keeps no range for fiction, so we use 61000 xxxxx: it has the form of a mobile number and passes every
 * check at the door, yet we know of no operator that was given the series, and 061 is no area's code. The demo sends nothing anyway.
 * @param number which invented household, 0 to 99,999
 */
export function demoPhone(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number > 99_999)
    throw new RangeError('100,000 households at most')
  return `+9161000${String(number).padStart(5, '0')}`
}
