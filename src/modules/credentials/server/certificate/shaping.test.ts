/** The PDF's letters are those that HarfBuzz, which browsers use, chooses: glyph for glyph, advance for advance. */
import { readFileSync } from 'node:fs'
import * as fontkit from 'fontkit'
import * as hb from 'harfbuzzjs'
import { describe, expect, it } from 'vitest'
import { scriptRuns } from '#engines/scripts/index.ts'
import { fontOf } from '#platform/rendering/fonts.ts'

/** Conjuncts, reordered vowels, reph, below-base forms, nuqta, joiners, and words of this house. */
const HARD = (
  'क्षत्रिय ज्ञान श्रीमती राष्ट्रपति कर्तव्य उद्घाटन विद्यार्थी शृंगार द्वितीय ब्राह्मी आह्लाद चिह्न प्रह्लाद ह्रस्व द्रव्य ' +
  'सर्वश्रेष्ठ कर्मठ वर्षगाँठ निर्विघ्न दुर्गम स्त्री संस्कृति क्रियान्वयन प्रशिक्षण कार्यकर्ता बौद्धिक योद्धा विश्व विश्वविद्यालय लक्ष्मी ' +
  'मृत्युंजय हृदय कृष्ण शुद्ध सिद्धि उत्तर मिट्टी लड्डू गड्ढा बुड्ढा ट्रैक्टर ड्राइवर व्हाट्सऐप फ़ॉरवर्ड क़लम ज़रूरत पढ़ाई सड़क ' +
  'राजराजेश्वरी ज्योत्स्ना उज्ज्वल अर्घ्य कार्त्स्न्य र्‍य क्‍ष क्‌ष ऋषि ॐ हिन्दी हिंदी अँधेरा गाँव जाँगिड़ झुंझुनूँ श्रीगंगानगर चित्तौड़गढ़ ' +
  'धौलपुर टोंक कोटपूतली बहरोड़ डीडवाना कुचामन प्रमाण-पत्र यह प्रमाणित किया जाता है कि ॥ । ₹ १२३४५६७८९०'
).split(' ')

function byHarfBuzz(font: hb.Font, text: string): readonly (readonly [number, number, number, number])[] {
  const buffer = new hb.Buffer()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  hb.shape(font, buffer)
  const positions = buffer.getGlyphPositions()
  return buffer
    .getGlyphInfos()
    .map(({ codepoint }, at) => [
      codepoint,
      positions[at]!.xAdvance,
      positions[at]!.xOffset,
      positions[at]!.yOffset,
    ])
}

describe.each(['Regular', 'Bold'] as const)('Noto Sans Devanagari %s', (weight) => {
  const { file } = fontOf('devanagari', weight)
  const pdf = fontkit.create(file)
  const font = new hb.Font(new hb.Face(new hb.Blob(Uint8Array.from(file).buffer)))

  it('is shaped by what draws the PDF as by HarfBuzz, each hard word by itself and all as sentences', () => {
    const different = [...HARD, HARD.slice(0, 30).join(' '), HARD.slice(30).join(' ')].filter((text) => {
      const { glyphs, positions } = pdf.layout(text)
      const drawn = glyphs.map(({ id }, at) => [
        id,
        positions[at]!.xAdvance,
        positions[at]!.xOffset,
        positions[at]!.yOffset,
      ])
      return JSON.stringify(drawn) !== JSON.stringify(byHarfBuzz(font, text))
    })
    expect(different).toEqual([])
  })

  it('has every letter of those words', () => {
    expect(HARD.filter((text) => byHarfBuzz(font, text).some(([glyph]) => glyph === 0))).toEqual([])
  })
})

it('finds a glyph in the run’s own font for every letter and sign of a certificate', () => {
  const lines = [
    'नमूना संगठन · Sample organisation',
    'जाँचें, बिना नेटवर्क के भी · check: example.org/check',
    '“क” (ख) – ₹ 5; 6/7, @ & + % … •',
  ]
  const missing = lines.flatMap(scriptRuns).filter(({ text, script }) => {
    const font = fontkit.create(fontOf(script, 'Regular').file)
    return font.layout(text).glyphs.some(({ id }) => id === 0)
  })
  expect(missing).toEqual([])
})

it('reads its fonts from the house’s own folder, with their licence beside them', () => {
  expect(readFileSync('data/fonts/OFL.txt', 'utf8')).toContain('SIL Open Font License')
  expect(() => fontOf('devanagari', 'Black' as 'Bold')).toThrow(/Black/)
})
