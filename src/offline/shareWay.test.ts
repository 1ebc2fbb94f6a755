import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeWords, isApple, outcomeOf, shareWay, type Phone } from './shareWay.ts'

const ANDROID =
  'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36'
const SAMSUNG =
  'Mozilla/5.0 (Linux; Android 12; SM-M127G) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36'
const IN_APP =
  'Mozilla/5.0 (Linux; Android 11; RMX2185; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/128.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A]'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
const IPAD =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15'
const FIREFOX = 'Mozilla/5.0 (Android 13; Mobile; rv:129.0) Gecko/129.0 Firefox/129.0'
const LAPTOP = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36' // prettier-ignore
const KAI = 'Mozilla/5.0 (Mobile; LYF/F90M; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5'

describe('which way on which phone', () => {
  it.each<[string, Partial<Phone> & { agent: string }, boolean, string, boolean, string]>([
    ['Chrome on Android', { agent: ANDROID, hasShare: true, takesFiles: true }, true, 'files_and_words', true, 'sheet'],
    ['Samsung’s browser', { agent: SAMSUNG, hasShare: true, takesFiles: true }, true, 'files_and_words', true, 'sheet'],
    ['an iPhone: files alone, since WhatsApp there drops them beside words', { agent: IPHONE, hasShare: true, takesFiles: true }, true, 'files_only', true, 'iphone'],
    ['an iPad, which calls itself a Mac', { agent: IPAD, touchPoints: 5, hasShare: true, takesFiles: true }, true, 'files_only', true, 'iphone'],
    ['an old iPhone whose sheet takes no files', { agent: IPHONE, hasShare: true, takesFiles: false }, true, 'download', true, 'download'],
    ['Firefox on Android: a sheet without files', { agent: FIREFOX, hasShare: true, takesFiles: false }, true, 'download', true, 'download'],
    ['Facebook’s own browser: no sheet', { agent: IN_APP, hasShare: false, takesFiles: false }, true, 'download', true, 'download'],
    ['a phone with keys', { agent: KAI, hasShare: false, takesFiles: false }, true, 'download', true, 'download'],
    ['a laptop without a sheet', { agent: LAPTOP, hasShare: false, takesFiles: false }, true, 'download', true, 'download'],
    ['words alone', { agent: ANDROID, hasShare: true, takesFiles: false }, false, 'words_only', false, 'words'],
    ['words alone without a sheet', { agent: IN_APP, hasShare: false, takesFiles: false }, false, 'download', true, 'download'],
  ])('%s', (_, phone, hasFiles, way, copiesWords, says) => {
    const full: Phone = { touchPoints: 1, hasShare: false, takesFiles: false, ...phone }
    expect(shareWay(full, hasFiles)).toEqual({ way, copiesWords, says })
  }) // prettier-ignore

  it('never hands files to a sheet that does not take them, and whatever may be dropped is copied', () => {
    const phone = fc.record({
      agent: fc.oneof(fc.constantFrom(ANDROID, IPHONE, IPAD, FIREFOX, LAPTOP), fc.string()),
      touchPoints: fc.nat(10),
      hasShare: fc.boolean(),
      takesFiles: fc.boolean(),
    })
    fc.assert(
      fc.property(phone, fc.boolean(), (one, hasFiles) => {
        const { way, copiesWords } = shareWay(one, hasFiles)
        if (way.startsWith('files')) expect(one.hasShare && one.takesFiles && hasFiles).toBe(true)
        if (way === 'files_and_words') expect(isApple(one)).toBe(false)
        expect(copiesWords || way === 'words_only').toBe(true)
      }),
    )
  })

  it('a sheet that was closed is no success, nor is any other error', () => {
    expect(['AbortError', 'NotAllowedError', 'InvalidStateError', 'DataError'].map(outcomeOf)).toEqual(['cancelled', 'failed', 'failed', 'failed'])
  }) // prettier-ignore
})

it('what is shared begins with her own words, says who she is, and ends with the link', () => {
  const words = { own: ' मेरे गाँव में ', idea: 'एक बात', disclosure: 'स्वयंसेवक', label: 'मशीन से बनी', link: 'https://s.example/abc' } // prettier-ignore
  expect(composeWords(words)).toBe('मेरे गाँव में\nएक बात\nस्वयंसेवक · मशीन से बनी\nhttps://s.example/abc')
  expect(composeWords({ ...words, own: '', idea: '', disclosure: '', label: '' })).toBe(
    'https://s.example/abc',
  )
})
