import { expect, test } from 'vitest'
import { toSignIn } from './attempt.ts'

const landed = (url: URL, secondStep: boolean) => {
  try {
    return toSignIn(url, secondStep)
  } catch (thrown) {
    return (thrown as { location: string }).location
  }
}

test('the way back holds the query and the row', () => {
  const url = new URL('http://here.invalid/waiting?place=7#call-9')
  expect(landed(url, true)).toBe('/sign-in/second-step?next=%2Fwaiting%3Fplace%3D7%23call-9')
})

test('the address of a load, which refuses to tell its anchor, is no obstacle', () => {
  const url = new URL('http://here.invalid/account')
  Object.defineProperty(url, 'hash', {
    get() {
      throw new Error('Cannot access event.url.hash')
    },
  })
  expect(landed(url, false)).toBe('/sign-in?next=%2Faccount')
})
