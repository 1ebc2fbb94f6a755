import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { numbered, placeOfRow } from './named.ts'

test('a place is written with its number in one way, and without where it has none', () => {
  const names = { nameHi: 'आमेर', nameEn: 'Amber' }
  expect(numbered({ ...names, code: 12 }, 'hi')).toBe('12. आमेर')
  expect(numbered({ ...names, code: null }, 'en')).toBe('Amber')
  expect(placeOfRow({ placeCode: 7, placeHi: 'विद्यालय', placeEn: 'School' }, 'en')).toBe('7. School')
})

/** A number set before a name by hand: `{booth.code} · `, `placeCode === null ? '' : …`. */
const BY_HAND = /\w*[cC]ode\b(?: \?\? '')?\} ?[·.]|\w*[cC]ode === null(?: \|\| [^?]+)? \? ''/

test('no page writes it in a way of its own', () => {
  const written = globSync('src/{routes,modules,design}/**/*.svelte').concat(
    globSync('src/modules/*/ui/**/*.ts'),
  )
  expect(written.length).toBeGreaterThan(300)
  expect(written.filter((file) => BY_HAND.test(readFileSync(file, 'utf8')))).toEqual([])
})
