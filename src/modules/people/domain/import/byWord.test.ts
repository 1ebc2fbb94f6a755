import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldName } from '#engines/matching/index.ts'
import { twoScriptName } from '../person.ts'
import { foldsByWord, twoScriptsByWord } from './byWord.ts'

const names = ['given', 'surnames'].flatMap((file) =>
  readFileSync(`data/names/${file}.csv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(',').filter((cell) => cell !== '')),
)
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...names) },
  fc.string({ unit: fc.constantFrom('क', 'ष', '्', 'ि', 'ा', 'ं', '़', 'a', 'B', '\u200d', '.', 'Я'), minLength: 1, maxLength: 6 }), // prettier-ignore
)

it('a name read word by word is the name read as a whole', () => {
  const byWord = twoScriptsByWord()
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const typed = words.join(' ')
      const said = (read: (text: string) => unknown) => {
        try {
          return read(typed)
        } catch {
          return 'refused'
        }
      }
      expect(said(byWord)).toEqual(said(twoScriptName))
    }),
    { numRuns: 3_000 },
  )
})

it('a name folded word by word is the name folded as a whole', () => {
  const byWord = foldsByWord()
  const any = fc.oneof(word, fc.constantFrom('', '-', '\u093c', '\u0301', 'a-b', '7', '\t'))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 4 }), (words) => {
      expect(byWord(words.join(' '))).toBe(foldName(words.join(' ')))
    }),
    { numRuns: 3_000 },
  )
})
