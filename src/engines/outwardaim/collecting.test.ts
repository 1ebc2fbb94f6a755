import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collecting, collectingLink } from './collecting.ts'

describe('a campaign’s words', () => {
  it.each([
    ['योजना का लाभ लेने के लिए इस लिंक पर नाम लिखवाएँ', 'register'],
    ['इस योजना के लिए फ़ॉर्म भरें और हमारे कार्यकर्ता को दें', 'register'],
    ['Register here for the scheme', 'register'],
    ['Fill in our form to get the guarantee card', 'register'],
    ['Sign up with us for the pension scheme at the government office', 'register'],
    ['गारंटी कार्ड के लिए पंजीकरण कराएँ', 'register'],
    ['पेंशन चाहिए? हमें आवेदन दें', 'register'],
    ['योजना के लाभ का सर्वे: अपने घर का ब्योरा दें', 'survey'],
    ['Give a missed call to get the benefit of the scheme', 'survey'],
    ['घर-घर जाकर आधार नंबर लिखें', 'papers'],
    ['Collect the Aadhaar and voter ID of every family', 'papers'],
    ['बैंक खाता संख्या भेजें, पैसा आएगा', 'papers'],
    ['ｒｅｇｉｓｔｅｒ for the ｓｃｈｅｍｅ', 'register'],
  ] as const)('%s: refused as %s', (words, found) => {
    expect(collecting(words)).toBe(found)
  })

  it.each([
    'पालनहार योजना में बच्चे को हर महीने सहायता मिलती है। आवेदन ई-मित्र पर होता है।',
    'Applications for the scheme are taken at the e-Mitra and the block office.',
    'योजना के लिए आवेदन jansoochna.rajasthan.gov.in पर होता है',
    'What does this pension scheme give? Tell your village in your own words.',
    'आधार कार्ड साथ लेकर ई-मित्र जाएँ',
    'शहीद की याद में दीप जलाएँ',
    'Our convention: register at the gate',
    'हमारे विचार: हर बूथ पर एक सच्ची आवाज़',
    'मतदाता सूची में अपना नाम देखें',
  ])('may say: %s', (words) => {
    expect(collecting(words)).toBeUndefined()
  })

  it.each(['क', 'a.', 'a-', 'fill a ', 'नाम '])(
    'are read once, however long: 100,000 letters of "%s"',
    (unit) => {
      collecting(unit.repeat(100_000 / unit.length))
    },
  )

  it('never break, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (words) => {
        collecting(words)
        collectingLink(words)
      }),
      { numRuns: 60 },
    )
  })
})

describe('where its links lead', () => {
  it.each([
    'https://forms.gle/abc',
    'https://docs.google.com/forms/d/e/1/viewform',
    'https://example.org/scheme/register',
    'https://example.org/?page=survey',
    'https://register.example.org/',
    'https://example.org/yojana/aavedan',
    'https://form.jotform.com/1',
    '/apply',
  ])('%s is a form', (address) => {
    expect(collectingLink(address)).toBe('form')
  })
  it.each([
    'https://jansoochna.rajasthan.gov.in/apply',
    'https://example.org/story/1',
    'https://example.org/information',
    '/join',
    '/stories/1',
    'no address',
  ])('%s is none', (address) => {
    expect(collectingLink(address, ['/join'])).toBeUndefined()
  })
})
