import { expect, test } from 'vitest'
import { currentHref, currentItem } from './navigation.ts'

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

test.each([
  ['/learn', '/today'],
  ['/learn/7', '/today'],
  ['/badges', '/card'],
  ['/card', '/card'],
  ['/elsewhere', undefined],
])('on %s, which is reached from another place, the bar shows %s', (path, href) => {
  const items = [
    { href: '/today', holds: ['/learn', '/camps'] },
    { href: '/card', holds: ['/badges'] },
  ]
  expect(currentItem(items, path)).toBe(href)
})
