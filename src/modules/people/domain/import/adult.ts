const DAY_FIRST = /^(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})$/
const YEAR_FIRST = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/
export const ADULT_YEARS = 18

/**
 * Whether somebody is 18 or older, from an age or a date of birth as lists hold them; undefined when that cannot be told. Neither is kept:
 * volunteers are adults (docs/integrity.md, rule 20), and no more than that need be known.
 */
export function isAdult(
  told: { readonly age: string; readonly born: string },
  today: Date,
): boolean | undefined {
  const born = bornOn(told.born)
  if (born) {
    const eighteenth = new Date(Date.UTC(born.getUTCFullYear() + ADULT_YEARS, born.getUTCMonth(), born.getUTCDate())) // prettier-ignore
    return eighteenth <= today
  }
  const age = /^(\d{1,3})(?:\.0+)?(?: *(?:years?|yrs?|वर्ष|साल))?$/i.exec(told.age)
  return age && Number(age[1]) <= 120 ? Number(age[1]) >= ADULT_YEARS : undefined
}

/** Days come before months in India; a workbook's own date arrives year first. */
function bornOn(text: string): Date | undefined {
  const [day, month, year] = DAY_FIRST.exec(text)?.slice(1).map(Number) ?? YEAR_FIRST.exec(text)?.slice(1).map(Number).toReversed() ?? [] // prettier-ignore
  if (!day || !month || !year || month > 12 || day > 31 || year < 1900) return undefined
  return new Date(Date.UTC(year, month - 1, day))
}
