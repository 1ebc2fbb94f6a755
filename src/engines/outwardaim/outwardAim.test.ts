import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outwardAim } from './outwardAim.ts'

describe('a task’s words', () => {
  it.each([
    ['https://www.facebook.com/someone/posts/1 पर जाकर बात रखें', 'post'],
    ['go to m.facebook.com/groups/9', 'post'],
    ['fb.watch/abc देखें', 'post'],
    ['देखें x.com/someone/status/5', 'post'],
    ['HTTPS://X.COM/someone', 'post'],
    ['t.co/abc', 'post'],
    ['https://youtu.be/dQ', 'post'],
    ['youtube dot com slash watch', 'post'],
    ['instagram [dot] com/reel/1', 'post'],
    ['instagram डॉट com', 'post'],
    ['facebook . com/abc', 'post'],
    ['face\u200bbook.com/abc', 'post'],
    ['ｆａｃｅｂｏｏｋ．ｃｏｍ/abc', 'post'],
    ['facebook।com', 'post'],
    ['chat.whatsapp.com/AbC', 'post'],
    ['https://someone@facebook.com/x', 'post'],
    ['https://t.me/channel', 'post'],
    ['@somebody को जवाब दें', 'account'],
    ['सब लोग ＠somebody को लिखें', 'account'],
    ['आज शाम #हमारा_नारा लिखें', 'tag'],
    ['#OurSlogan शाम 6 बजे', 'tag'],
    ['उनकी पोस्ट पर कमेंट करें', 'platform'],
    ['उनके पेज को फ़ॉलो करें', 'platform'],
    ['वह प्रोफाइल फॉलो मत करो', 'platform'],
    ['उस अकाउंट को रिपोर्ट करो', 'platform'],
    ['Report that account together', 'platform'],
    ['like and comment under his post', 'platform'],
    ['इस पोस्ट को like करें', 'platform'],
    ['वीडियो को LIKE और share करें', 'platform'],
    ['उनके page को फ़ॉलो करें', 'platform'],
    ['सब लोग रिट्वीट करें', 'platform'],
    ['इसे ट्रेंड कराएँ', 'platform'],
    ['mass report', 'platform'],
    ['bit.ly/3xyz भरें', 'link'],
    ['https://example.org/form भरें', 'link'],
    ['www.example.in देखें', 'link'],
  ] as const)('%s: refused as %s', (words, aim) => {
    expect(outwardAim(words)).toBe(aim)
  })

  it.each([
    'अपने बूथ के 20 घरों में जाएँ। कौन-से घर बंद मिले, लिखें।',
    'मतदाता सूची में नाम देखने के लिए voters.eci.gov.in खोलें और सूची मिलाएँ।',
    'Check the roll at https://electoralsearch.eci.gov.in and note what is missing.',
    'Report how many homes you met. Share the list with your coordinator.',
    'बूथ पर पानी और छाया है या नहीं, रिपोर्ट लिखें और फ़ोटो भेजें।',
    'बैठक शाम 6.30 बजे। कमरा नं. 4, फ़ोन 98290 12345',
    'Meet at 6 p.m. at the school.Come early.',
    'पोस्ट ऑफ़िस के पास मिलें',
    'The lesson tells how a page’s posts and comments are kept friendly.',
    'सूची share करें और report लिखें कि कितने घर मिले',
    'घर #12 से #40 तक',
    'sunita@example.gov.in को न लिखें, मुझे फ़ोन करें',
  ])('may say: %s', (words) => {
    expect(outwardAim(words)).toBeUndefined()
  })

  it('find a social address wherever it stands, in any case and between any words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'facebook.com/a',
          'instagram.com/p/1',
          'youtu.be/x',
          'x.com/y',
          'twitter.com/z',
          'wa.me/1',
        ),
        fc.constantFrom('', 'https://', 'http://www.', 'm.'),
        fc.constantFrom('', 'घर जाएँ ', 'see: ', '(', 'देखें—'),
        fc.constantFrom('', ' और बताएँ', ')', '।', ', then'),
        fc.boolean(),
        (host, start, before, behind, loud) => {
          const address = start + host
          expect(outwardAim(before + (loud ? address.toUpperCase() : address) + behind)).toBe('post')
        },
      ),
    )
  })

  it.each(['क', 'a', '91', '.', 'a.', 'a-', '@a', '#1', 'a@', 'a@b.', 'www.', 'x.', ' . ', 'post '])(
    'are read once, however long: 100,000 letters of "%s"',
    (unit) => {
      // Read again from each letter, this would take a minute: the server would answer nobody.
      outwardAim(unit.repeat(100_000 / unit.length))
    },
  )

  it('never break, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (words) => void outwardAim(words)),
      { numRuns: 40 },
    )
  })
})
