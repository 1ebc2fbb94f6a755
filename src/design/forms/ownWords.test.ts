import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** A form's opening tag, with braces of expressions and of objects in them. */
const FORM = /<form\b((?:[^>{]|\{(?:[^{}]|\{[^{}]*\})*\})*)>(.*?)<\/form>/gs
const FIELD =
  /<(?:Field|Select|TextArea|RadioGroup|Checkbox|ChoiceList|textarea|select)\b|<input\b(?![^>]*type="hidden")|\{@render form\(\)\}/

it('a form with fields says what is wrong in the page’s language: the browser’s own bubbles speak the browser’s', () => {
  const bubbling = globSync('src/**/*.svelte').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(FORM)]
      .filter(([, tag, body]) => FIELD.test(body!) && !tag!.includes('novalidate'))
      .map(([whole]) => `${file}: ${whole.slice(0, 80)}`),
  )
  expect(bubbling).toEqual([])
})
