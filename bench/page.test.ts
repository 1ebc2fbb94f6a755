import { expect, it } from 'vitest'
import { renewed } from './page.ts'

const section = (title: string, text: string) => ({ title, text: `## ${title}\n\n${text}\n` })

it('a part that is measured again renews its section and leaves the others, in the order of the measures', () => {
  const first = renewed('', ['A', 'B', 'C'], [section('C', 'three'), section('A', 'one')])
  const second = renewed(first, ['A', 'B', 'C'], [section('B', 'two'), section('C', 'four')])
  expect([...second.matchAll(/^## (.+)\n\n(.+)$/gm)].map(([, title, text]) => [title, text])).toEqual([
    ['A', 'one'],
    ['B', 'two'],
    ['C', 'four'],
  ])
  expect(renewed(second, ['A', 'B', 'C'], [])).toBe(second)
})

it('what is measured no more goes, and what stands above the sections is the page’s own', () => {
  const page = renewed('# Old head\n\nwords\n\n## A\n\none\n', ['B'], [section('B', 'two')])
  expect(page).not.toMatch(/Old head|## A/)
  expect(page).toMatch(/^# Benchmarks\n/)
})
