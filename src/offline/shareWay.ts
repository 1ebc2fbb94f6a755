/**
 * Which way a kit is shared on which phone, told from what the phone can do. Pure, so that a table of real phones tries it. Whose app she chooses in the sheet
 * no page learns; so what an app may drop is copied beforehand, and she is told.
 */
export interface Phone {
  /** The browser's own name for itself. */
  readonly agent: string
  /** An iPad calls itself a Mac; its touch points tell. */
  readonly touchPoints: number
  /** `navigator.share` is there (it is not in most apps' own browsers, nor without https). */
  readonly hasShare: boolean
  /** `navigator.canShare({ files })` says yes to these files. */
  readonly takesFiles: boolean
}

export type Way = 'files_and_words' | 'files_only' | 'words_only' | 'download'
export interface ShareWay {
  readonly way: Way
  /** The words are copied before the sheet opens: the app may drop them (WhatsApp on iPhones drops the picture when words come along; Facebook and
   * Instagram drop the words everywhere). */
  readonly copiesWords: boolean
  /** Id of what is said beside the button. */
  readonly says: 'iphone' | 'sheet' | 'words' | 'download'
}

/** @example isApple({ agent: 'Mozilla/5.0 (iPhone; …)', touchPoints: 5 }) === true */
export const isApple = ({ agent, touchPoints }: Pick<Phone, 'agent' | 'touchPoints'>): boolean =>
  /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)

/** @param hasFiles whether there is a picture or film to share; words alone go to any sheet */
export function shareWay(phone: Phone, hasFiles: boolean): ShareWay {
  if (hasFiles && phone.hasShare && phone.takesFiles)
    return isApple(phone)
      ? { way: 'files_only', copiesWords: true, says: 'iphone' }
      : { way: 'files_and_words', copiesWords: true, says: 'sheet' }
  if (!hasFiles && phone.hasShare) return { way: 'words_only', copiesWords: false, says: 'words' }
  // Files cannot be shared here: the picture is downloaded, and WhatsApp opens with the words (wa.me).
  return { way: 'download', copiesWords: true, says: 'download' }
}

/** How a sheet ended, as far as anybody can tell. `unsettled`: the phone never said (web-share issue 221); that is no success. */
export type Outcome = 'completed' | 'cancelled' | 'unsettled' | 'failed'

/** Milliseconds after which a sheet that says nothing is taken as unsettled, and after she is back on the page. */
export const SHEET_MS = 120_000
export const BACK_MS = 4_000

/** What an error of `navigator.share` means. @example outcomeOf('AbortError') === 'cancelled' */
export const outcomeOf = (name: string): Outcome => (name === 'AbortError' ? 'cancelled' : 'failed')

/** What is shared in words: hers first, then an idea where she took one, who she is, and where it leads. */
export interface Words {
  readonly own: string
  readonly idea: string
  /** Empty where she switched it off. */
  readonly disclosure: string
  /** Of media made by a machine: with the responsible entity. */
  readonly label: string
  readonly link: string
}
export const composeWords = ({ own, idea, disclosure, label, link }: Words): string =>
  [own.trim(), idea.trim(), [disclosure, label].filter(Boolean).join(' · '), link]
    .filter((line) => line !== '')
    .join('\n')
