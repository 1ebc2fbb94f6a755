/**
 * What each key of the font Kruti Dev 010 draws. A consonant's half form ends in a virama; the stroke `k` after it makes it whole. `I` marks
 * the short i, which is typed before its syllable, and `R` the flying r, which is typed after it.
 */
export const SHORT_I = '\ue000'
export const FLYING_R = '\ue001'

const HALF_AND_STROKE =
  '[ ख ? घ . ण F थ / ध è ध H भ \' श " ष D क X ग P च T ज R त U न I प C ब E म ¸ य Y ल O व L स ¶ फ º ह Ä घ { क्ष « त्र Ù त्त ™ न्न È ल'

const WHOLE = `d क x ग ³ ङ p च N छ t ज > झ ÷ झ ¥ ञ V ट B ठ M ड < ढ r त n द u न i प Q फ c ब e म ; य j र y ल G ळ o व l स g ह
  = त्र K ज्ञ J श्र | द्य } द्व ) द्ध ä क्त – दृ — कृ Ñ कृ é न्न à ह्न á ह्य â हृ ã ह्म í द्द Ø क्र Ý फ्र æ द्र ç प्र Á प्र # रु : रू
  ê ट्ट ë ट्ठ ì ड्ड ï ड्ढ ô क्क Dr क्त Ük श Ü श्
  v अ vk आ vks ओ vkS औ v‚ ऑ b इ bZ ई Ã ई m उ Å ऊ , ए ,s ऐ _ ऋ
  k ा h ी q ु w ू \` ृ s े S ै ks ो kS ौ ‚ ॉ a ं ¡ ँ % ः W ॅ ~ ् + ़ z ्र ª ्र`

const pairsOf = (table: string): (readonly [string, string])[] => {
  const words = table.trim().split(/\s+/)
  return Array.from({ length: words.length / 2 }, (_, at) => [words[2 * at]!, words[2 * at + 1]!] as const)
}

/** Keys, one or several, to what they draw. */
export const GLYPHS: ReadonlyMap<string, string> = new Map([
  ...pairsOf(HALF_AND_STROKE).flatMap(([key, letter]) => [
    [key, `${letter}\u094d`] as const,
    [`${key}k`, letter] as const,
  ]),
  ...pairsOf(WHOLE),
  ['f', SHORT_I] as const,
  ['Z', FLYING_R] as const,
])

/** The longest keys first looked for. */
export const LONGEST_KEY = Math.max(...[...GLYPHS.keys()].map((key) => key.length))
