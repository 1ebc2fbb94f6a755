import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { buildHindiDictionary } from './hindiDictionary.ts'
import { boothNamer } from './hindiBoothName.ts'
import { isSlipOf } from './isSlipOf.ts'

const dictionary = buildHindiDictionary([
  ['Jaipur', 'जयपुर'],
  ['Gopal', 'गोपाल'],
  ['Sri Ganganagar', 'श्रीगंगानगर'],
  ['Malpura', 'मालपुुुुरा'],
  ['Naajy', 'मोहन'],
  ['Danta', 'दंत'],
])
const inHindi = boothNamer(dictionary)

describe('the dictionary', () => {
  test('mends stuttering vowel signs and leaves out pairs that are not one name', () => {
    expect(Object.fromEntries(dictionary)).toEqual({ jaipur: 'जयपुर', gopal: 'गोपाल', malpura: 'मालपुरा' })
  })
})

describe('a booth name in Hindi', () => {
  test.each([
    ['Govt Upper Primary School, Sangatpura', 'राजकीय उच्च प्राथमिक विद्यालय, संगतपुरा'],
    ['Govt Sr Sec School Gopalpura Room No 02', 'राजकीय उच्च माध्यमिक विद्यालय गोपालपुरा कमरा नं. 2'],
    ['Goverment Primery Schol Jaipur (right Side)', 'राजकीय प्राथमिक विद्यालय जयपुर (दायाँ भाग)'],
    ['G U P S Jaipur East Part', 'राजकीय उच्च प्राथमिक विद्यालय जयपुर पूर्वी भाग'],
    ['Gsss 63 Lnp', 'राजकीय उच्च माध्यमिक विद्यालय 63 एल एन पी'],
    ['Govt Sec S Gopalpura', 'राजकीय माध्यमिक विद्यालय गोपालपुरा'],
    ['Secondryschool Gopalpura', 'माध्यमिक विद्यालय गोपालपुरा'],
    ['Panchayat Bhawan near Railway Station, Ward No 7', 'पंचायत भवन रेलवे स्टेशन के पास, वार्ड नं. 7'],
    ['Office of the Executive Engineer Pwd', 'कार्यालय अधिशासी अभियंता सार्वजनिक निर्माण विभाग'],
    ['Rajiv Gandhi Seva Kendra, Gopal Ki Dhani', 'राजीव गांधी सेवा केंद्र, गोपाल की ढाणी'],
    ['Bright Convent School Milkman Colony', 'ब्राइट कॉन्वेंट विद्यालय मिल्कमैन कॉलोनी'],
    ['Govt Sineor Secondary School, Gopalpura', 'राजकीय उच्च माध्यमिक विद्यालय, गोपालपुरा'],
    ['Govt School Jaipur W Est Part', 'राजकीय विद्यालय जयपुर पश्चिमी भाग'],
    ['Off of the Ext Engineer Pwd Right Site', 'कार्यालय अधिशासी अभियंता सार्वजनिक निर्माण विभाग दायाँ भाग'],
    ['Community Hall West Facing', 'सामुदायिक भवन पश्चिममुखी'],
    ['Cinema Hall Bapugaon', 'सिनेमा हॉल बापूगांव'],
    ['Central Academy Banipark Leftpart', 'सेंट्रल अकादमी बनीपार्क बायाँ भाग'],
    ['Govt Girls School Opposite Bus Stand Room No 1', 'राजकीय बालिका विद्यालय बस स्टैंड के सामने कमरा नं. 1'],
  ])('%s → %s', (english, hindi) => expect(inHindi(english)).toBe(hindi.normalize('NFC')))

  test('has no Latin letter left, is NFC, single-spaced and the same each time, whatever the name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme-ascii' })), (name) => {
        const hindi = inHindi(name)
        expect(hindi).not.toMatch(/[A-Za-z]|\s\s|^\s|\s$/)
        expect(hindi).toBe(hindi.normalize('NFC'))
        expect(inHindi(name)).toBe(hindi)
      }),
    )
  })
})

describe('slips of the pen', () => {
  test.each([
    ['goverment', 'government', true],
    ['shcool', 'school', true],
    ['bulding', 'building', true],
    ['mandle', 'middle', false],
    ['rimary', 'primary', false],
    ['school', 'school', true],
  ])('%s for %s: %s', (word, term, slip) => expect(isSlipOf(word, term)).toBe(slip))
})
