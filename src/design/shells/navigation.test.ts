import { expect, test } from 'vitest'
import { currentHref } from './navigation.ts'

const menu = ['/', '/people', '/people/waiting', '/coverage?wing=youth']

test.each([
  ['/people', '/people'],
  ['/people/42', '/people'],
  ['/people/waiting', '/people/waiting'],
  ['/people/waiting/7', '/people/waiting'],
  ['/peoples', undefined],
  ['/coverage', '/coverage?wing=youth'],
  ['/', '/'],
  ['/today', undefined],
])('on %s the menu shows %s', (path, href) => {
  expect(currentHref(menu, path)).toBe(href)
})
