/**
 * Types Hindi as on a Kruti Dev keyboard, letter by letter: for tests and made-up files. It knows the plain keys only, from a table of its
 * own, so that it can contradict the reader.
 */
const KEYS: Readonly<Record<string, string>> = {
  अ: 'v',
  आ: 'vk',
  इ: 'b',
  ई: 'bZ',
  उ: 'm',
  ऊ: 'Å',
  ऋ: '_',
  ए: ',',
  ऐ: ',s',
  ओ: 'vks',
  औ: 'vkS',
  ऑ: 'v‚',
  क: 'd',
  ख: '[k',
  ग: 'x',
  घ: '?k',
  ङ: '³',
  च: 'p',
  छ: 'N',
  ज: 't',
  झ: '>',
  ञ: '¥',
  ट: 'V',
  ठ: 'B',
  ड: 'M',
  ढ: '<',
  ण: '.k',
  त: 'r',
  थ: 'Fk',
  द: 'n',
  ध: '/k',
  न: 'u',
  प: 'i',
  फ: 'Q',
  ब: 'c',
  भ: 'Hk',
  म: 'e',
  य: ';',
  र: 'j',
  ल: 'y',
  ळ: 'G',
  व: 'o',
  श: "'k",
  ष: '"k',
  स: 'l',
  ह: 'g',
  'ा': 'k',
  'ी': 'h',
  'ु': 'q',
  'ू': 'w',
  'ृ': '`',
  'े': 's',
  'ै': 'S',
  'ो': 'ks',
  'ौ': 'kS',
  'ॉ': '‚',
  'ं': 'a',
  'ँ': '¡',
  'ः': '%',
  '़': '+',
  '्': '~',
  'ॅ': 'W', // prettier-ignore
}
const HALVES: Readonly<Record<string, string>> = {
  क: 'D',
  ख: '[',
  ग: 'X',
  घ: '?',
  च: 'P',
  ज: 'T',
  ण: '.',
  त: 'R',
  थ: 'F',
  ध: '/',
  न: 'U',
  प: 'I',
  ब: 'C',
  भ: 'H',
  म: 'E',
  य: '¸',
  ल: 'Y',
  व: 'O',
  श: "'",
  ष: '"',
  स: 'L', // prettier-ignore
}
const LETTER = '[\u0915-\u0939]\u093c?'

export function typeInKrutiDev(hindi: string): string {
  return (
    hindi
      .normalize('NFD')
      // ि comes before its cluster, a flying र after its syllable, a र below as its own key.
      .replace(new RegExp(`((?:${LETTER}\u094d)*${LETTER})\u093f`, 'gu'), 'f$1')
      .replace(new RegExp(`(f?)र\u094d((?:${LETTER}\u094d)*${LETTER}[\u093e-\u094c]?)`, 'gu'), '$1$2Z')
      .replace(/\u094dर/gu, 'z')
      .replace(/([कखगघचजणतथधनपबभमयलवशषस])\u094d/gu, (_, letter: string) => HALVES[letter]!)
      .replace(/\p{Script=Devanagari}/gu, (letter) => KEYS[letter] ?? letter)
  )
}
