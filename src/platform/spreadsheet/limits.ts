/** What a file may be at most. A list of half a million people is about 50 MB as CSV and 25 MB as XLSX. */
export const MOST_BYTES = 64 * 1024 * 1024
/** Of a workbook, inflated: all its parts together, in bytes. */
export const MOST_INFLATED = 768 * 1024 * 1024
/** Inflated by compressed bytes of one part. Sheets of real lists stay under 60; a bomb has hundreds. */
export const MOST_RATIO = 200
/** Parts below this size cannot hurt, whatever their ratio: 1 MB. */
export const RATIO_FROM = 1024 * 1024
export const MOST_PARTS = 2_000
export const MOST_ROWS = 1_000_000
/** What stands further right refuses the file: nothing is left out without a word. Empty cells may go on. */
export const MOST_COLUMNS = 200
/** Characters; what is beyond is cut off. Excel's own limit is 32,767. */
export const LONGEST_CELL = 4_000
/** Characters of a workbook's shared texts, which are held in memory. */
export const MOST_SHARED_TEXT = 60_000_000
/** Rectangles of merged cells. */
export const MOST_MERGED = 200_000
