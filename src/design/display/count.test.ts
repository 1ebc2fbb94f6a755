import { expect, test } from 'vitest'
import { count, percent } from './count.ts'

test('counts are grouped as in India, in Western digits, in both languages', () => {
  expect(count(1234567, 'hi')).toBe('12,34,567')
  expect(count(45322, 'en')).toBe('45,322')
})

test('something is never shown as nothing, and almost all never as all', () => {
  expect(percent(0, 45322)).toBe('0%')
  expect(percent(1, 45322)).toBe('<1%')
  expect(percent(45321, 45322)).toBe('>99%')
  expect(percent(45322, 45322)).toBe('100%')
  expect(percent(1, 3)).toBe('33%')
  expect(percent(0, 0)).toBe('0%')
})
