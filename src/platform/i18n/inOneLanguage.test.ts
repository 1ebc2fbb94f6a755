import { expect, test } from 'vitest'
import { inOneLanguage } from './inOneLanguage.ts'

test('each language has its half; what was typed once is for both', () => {
  expect(inOneLanguage('मीरा सोनी · Meera Soni', 'hi')).toBe('मीरा सोनी')
  expect(inOneLanguage('मीरा सोनी · Meera Soni', 'en')).toBe('Meera Soni')
  for (const both of ['मीरा सोनी', '', 'A · B · C']) expect(inOneLanguage(both, 'en')).toBe(both)
})
