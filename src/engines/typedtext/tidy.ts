/** Signs that show nothing, and those that turn the direction of writing: with them words can say other than they show. */
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
/** Joiners mean something after a letter (Hindi) or between the parts of an emoji only. */
const STRAY_JOINERS = /(?<![\p{L}\p{M}\p{Emoji}\ufe0f])[\u200c\u200d]+/gu

/** Text without zero bytes and halves of letters, and otherwise as it came: no keyboard types them, and no database keeps them. */
export const keepable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/**
 * Several lines as they were meant: normal form C, no control signs, single blanks, none around a line's end, at most one empty line between two.
 * Done again it changes nothing.
 * @example tidy('दो  शब्द \r\n\r\n\r\n\r\nऔर') // 'दो शब्द\n\nऔर'
 */
export const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .replace(STRAY_JOINERS, '')
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** The same on one line. */
export const oneLine = (text: string): string => tidy(text).replace(/\s+/g, ' ')
