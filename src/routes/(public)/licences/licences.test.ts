import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { word } from '#tests/journeys/words.ts'
import { blocksOf } from './licenceText.ts'

const text = readFileSync('data/LICENSES.md', 'utf8')
const [english, hindi] = [...text.matchAll(/^> (.*)$/gm)].map(([, line]) => line!)

it('every map shows the line that data/LICENSES.md prescribes, word for word, in both languages', () => {
  expect(english).toContain('OpenStreetMap')
  expect(word('en', 'coverage_map_credit')).toBe(english)
  expect(word('hi', 'coverage_map_credit')).toBe(hindi)
})

it('the README says the same line and leads to the same text', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`[${english}](data/LICENSES.md)`)
})

it('the page holds every word of the file, and its addresses can be followed', () => {
  const blocks = blocksOf(text)
  const words = (of: string) =>
    of
      .replace(/[*`]|^[#>]+ /gm, '')
      .replace(/\s+/g, ' ')
      .trim()
  expect(words(blocks.map(({ stretches }) => stretches.map((one) => one.text).join('')).join(' '))).toBe(
    words(text),
  )
  expect(blocks[0]!.kind).toBe('title')
  expect(blocks.filter(({ kind }) => kind === 'quote').map(({ stretches }) => stretches[0]!.text)).toEqual([
    english,
    hindi,
  ])
  const followed = blocks.flatMap(({ stretches }) => stretches.flatMap(({ href }) => href ?? []))
  expect(followed).toContain('https://opendatacommons.org/licenses/odbl/1-0/')
  expect(followed.every((href) => URL.canParse(href))).toBe(true)
})
