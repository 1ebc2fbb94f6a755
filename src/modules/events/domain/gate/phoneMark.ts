/**
 * What a gate device keeps of a phone: the last four digits modulo 997, a number that ten or eleven of the ten thousand endings share. Enough to find
 * somebody together with her name; whoever takes the device away learns a tenth of an ending, and nothing of the other digits. It is the same number for
 * every event, so that two devices together tell no more than one.
 */
const MARKS = 997

/** @param digits the last four digits, as they are said; @returns undefined for what is not four digits */
export function markOfDigits(digits: string): number | undefined {
  const said = digits.replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966)).trim()
  return /^\d{4}$/.test(said) ? Number(said) % MARKS : undefined
}

/** @param phone E.164 */
export const markOfPhone = (phone: string): number | undefined => markOfDigits(phone.slice(-4))
