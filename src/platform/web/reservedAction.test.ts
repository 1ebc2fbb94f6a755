import { expect, test } from 'vitest'
import { namesReservedAction } from './reservedAction.ts'

const asked = (query: string): boolean => namesReservedAction(new URL(`http://localhost/sign-in${query}`))

test('the action that Kit keeps to itself is recognised as Kit would: the first name with a slash counts', () => {
  expect(asked('?/default')).toBe(true)
  expect(asked('?next=%2F&/default=1&/check')).toBe(true)
  expect(asked('?%2Fdefault')).toBe(true)
})

test('other actions, and pages without any, are left alone', () => {
  for (const query of ['', '?/check', '?/check&/default', '?default', '?/defaults'])
    expect(asked(query)).toBe(false)
})
