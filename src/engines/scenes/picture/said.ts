import type { Language, Both } from '../words.ts'

/**
 * What the house itself writes on a picture. Part of the format and not of the interface: the same bytes must come out whatever the interface is
 * called today, and an approval binds them.
 */
export const SAID = {
  syntheticMade: { hi: 'मशीन (एआई) से बनी सामग्री', en: 'Made by a machine (AI)' },
  syntheticAltered: { hi: 'मशीन (एआई) से बदली गई सामग्री', en: 'Altered by a machine (AI)' },
  responsible: { hi: 'ज़िम्मेदार', en: 'Responsible' },
  source: { hi: 'स्रोत', en: 'Source' },
  seen: { hi: 'देखा', en: 'seen' },
  photo: { hi: 'फ़ोटो', en: 'Photo' },
  share: { hi: 'साझा करें', en: 'Share' },
  copied: { hi: 'पता कॉपी हो गया', en: 'Address copied' },
  join: { hi: 'हमसे जुड़ें', en: 'Join us' },
  sources: { hi: 'स्रोत', en: 'Sources' },
  other: { hi: 'English', en: 'हिन्दी' },
} as const satisfies Readonly<Record<string, Both>>

export const say = (words: keyof typeof SAID, language: Language): string => SAID[words][language]
