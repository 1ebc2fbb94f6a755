import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Anything that a browser would check by itself, and complain about in the language of the browser, not of the page. */
const CHECKED = /<(Field|Select|TextArea|Checkbox|RadioGroup|select|textarea|input (?!type="hidden"))\b/

/** What a browser says in its own language, beside a field: only our own Field says it in the page's. */
const SAYS_ITSELF = /<input\b[^>]*type="(?:file|date)"/

test('a file or a day is asked by our own field, which speaks the language of the page', () => {
  const raw = globSync('src/**/*.svelte')
    .filter((page) => page !== 'src/design/forms/Field.svelte')
    .filter((page) => SAYS_ITSELF.test(readFileSync(page, 'utf8')))
  expect(raw).toEqual([])
})

test('every form with fields leaves the checking to the house, whose words are in the language of the page', () => {
  const pages = globSync('src/**/*.svelte')
  expect(pages.length).toBeGreaterThan(100)
  const bubbling = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/<form\b([\s\S]*?)<\/form>/g)]
      .filter(([, form]) => CHECKED.test(form!) && !/\bnovalidate\b/.test(form!))
      .map(([form]) => `${page}: ${form.slice(0, 60)}`),
  )
  expect(bubbling).toEqual([])
})
