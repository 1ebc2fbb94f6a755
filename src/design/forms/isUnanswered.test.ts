import { expect, it } from 'vitest'
import { isUnanswered } from './isUnanswered.ts'

it('no network and a proxy without a house behind it are no answer; a refusal and a fault of the house are', () => {
  expect(isUnanswered({ type: 'error', error: { status: 500, message: 'Internal Error' } })).toBe(true)
  expect(isUnanswered({ type: 'error', error: { status: 502, message: 'Bad Gateway' } })).toBe(true)
  expect(isUnanswered({ type: 'error', error: new TypeError('Failed to fetch') })).toBe(true)
  expect(isUnanswered({ type: 'error', status: 500, error: { status: 500 } })).toBe(false)
  expect(isUnanswered({ type: 'error', error: { status: 403, message: 'Forbidden' } })).toBe(false)
  expect(isUnanswered({ type: 'failure', status: 409 })).toBe(false)
  expect(isUnanswered({ type: 'success', status: 200 })).toBe(false)
})
