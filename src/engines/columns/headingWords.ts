/** A heading as it is compared: lower case, letters and digits only, one space between words. */
export const plainHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/** How lists write "number", as a part of a pattern. */
export const NUMBERED = '(?:no|nos|number|num|code|sankhya|kramank|संख्या|सं|क्रमांक|क्र|नंबर|नम्बर|नं)'

/** "No." under a merged "Constituency". */
export const isNumberWord = (heading: string): boolean =>
  new RegExp(`^(?:की |का |of )?${NUMBERED}$`, 'u').test(plainHeading(heading))

/** A pattern for plain headings that hold one of these as whole words. */
export const headingWords = (...patterns: string[]): RegExp =>
  new RegExp(`(?:^| )(?:${patterns.join('|')})(?: |$)`, 'u')
