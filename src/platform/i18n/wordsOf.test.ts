import { expect, it } from 'vitest'
import { waitInWords, wordsOfRefusal } from './wordsOf.ts'

it.each([
  [1, '1 minute'],
  [61, '2 minutes'],
  [3600, '60 minutes'],
  [7200, '2 hours'],
  [80_000, '23 hours'],
])('a wait of %i seconds is said as %s', (seconds, words) => expect(waitInWords(seconds, 'en')).toBe(words))

it('too many tries are told when to come again, in both languages', () => {
  const refusal = { reason: 'accounts_too_often', retryAfterSeconds: 840 }
  expect(wordsOfRefusal(refusal, 'en')).toBe('Too many tries. Please try again in 14 minutes.')
  expect(wordsOfRefusal(refusal, 'hi')).toBe('बहुत बार कोशिश हुई। 14 मिनट बाद फिर कोशिश करें।')
})
