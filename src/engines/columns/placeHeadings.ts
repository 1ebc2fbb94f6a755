import { headingWords, NUMBERED } from './headingWords.ts'

/** Where something stands, as lists say it. */
export type PlaceField = 'boothNumber' | 'booth' | 'seatNumber' | 'seat' | 'district'

/** In this order: a number is asked for before what it numbers. */
export const PLACE_HEADINGS: readonly (readonly [PlaceField, RegExp])[] = [
  ['boothNumber', headingWords(`(?:booth|part|polling station|ps|bhag|matdan kendra|बूथ|भाग|मतदान केंद्र|मतदान केन्द्र) (?:की |का |क्रम )?${NUMBERED}`, `${NUMBERED} of (?:the )?(?:booth|part|polling station)`)], // prettier-ignore
  ['booth', headingWords('booth', 'booth name', 'part', 'polling station', 'polling booth', 'bhag', 'बूथ', 'भाग', 'मतदान केंद्र', 'मतदान केन्द्र')], // prettier-ignore
  ['seatNumber', headingWords(`(?:ac|assembly|assembly constituency|constituency|vidhan ?sabha|vs|विधानसभा|विधान सभा|वि स|विस|क्षेत्र) (?:क्षेत्र )?(?:की |का )?${NUMBERED}`, `${NUMBERED} of (?:the )?(?:ac|assembly|constituency|assembly constituency)`)], // prettier-ignore
  ['seat', headingWords('ac', 'ac name', 'assembly', 'assembly constituency', 'constituency', 'vidhan ?sabha', 'विधानसभा', 'विधान सभा', 'विधानसभा क्षेत्र')], // prettier-ignore
  ['district', headingWords('district', 'dist', 'distt', 'zila', 'jila', 'zilla', 'ज़िला', 'जिला', 'जनपद')],
]
