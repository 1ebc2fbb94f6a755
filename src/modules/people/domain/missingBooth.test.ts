import { expect, it } from 'vitest'
import { tellingWords } from './missingBooth.ts'

it('a description is searched by its telling words', () => {
  expect(tellingWords('निंदड़ के सरकारी स्कूल वाला बूथ, कमरा 14')).toBe('निंदड़ सरकारी स्कूल कमरा 14')
  expect(tellingWords('My booth is near the Panchayat Hall')).toBe('panchayat hall')
  expect(tellingWords('मेरा बूथ')).toBe('मेरा बूथ')
})
