const NAMES: ReadonlyMap<string, string> = new Map(
  'a ए b बी c सी d डी e ई f एफ g जी h एच i आई j जे k के l एल m एम n एन o ओ p पी q क्यू r आर s एस t टी u यू v वी w डब्ल्यू x एक्स y वाई z ज़ेड'
    .normalize('NFC')
    .match(/[a-z] \S+/g)!
    .map((pair) => pair.split(' ') as [string, string]),
)

/**
 * Latin letters as Hindi reads them out, with a space between; what is no letter stays as it is.
 * @example spellLetters('KL') === 'के एल'
 */
export const spellLetters = (letters: string): string =>
  [...letters].map((letter) => NAMES.get(letter.toLowerCase()) ?? letter).join(' ')
