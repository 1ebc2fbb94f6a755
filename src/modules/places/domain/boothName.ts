/** Words that stay small within a name. */
const SMALL = new Set(['of', 'and', 'the', 'in', 'at', 'near', 'no', 'for', 'to', 'from'])

/**
 * A booth's English name as the published list has it, made readable: capitals where a list was typed without, one space after a comma, and
 * `No, 11` (a full stop that became a comma) as `No. 11`. Spellings stay: the list is the source.
 * @example tidyBoothName('govt sr sec school room no 2, Goner') // 'Govt Sr Sec School Room No. 2, Goner'
 */
export function tidyBoothName(printed: string): string {
  return (
    printed
      .replace(/\s+/g, ' ')
      .replace(/\s*,\s*/g, ', ')
      // Before the words are looked at, so that the first of them is known for the first.
      .replace(/^[\s,]+|[\s,]+$/g, '')
      .replace(/\bno\b[\s.,]*(?=\d)/gi, 'No. ')
      .replace(/(?<![\p{L}\p{N}'’.])[a-z][a-z]*/gu, (word, at: number) =>
        at > 0 && SMALL.has(word) ? word : word[0]!.toUpperCase() + word.slice(1),
      )
  )
}
