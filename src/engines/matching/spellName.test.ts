import { readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import fc from 'fast-check'
import {
  devanagariToLatin,
  foldName,
  latinToDevanagari,
  nameInDevanagari,
  nameInLatin,
  nameSimilarity,
} from './index.ts'
import { learnSpellings, type ListedName } from '#tests/builders/learnSpellings.ts'
import spelled from './spelledNames.json' with { type: 'json' }

const rowsOf = (list: string): string[][] =>
  readFileSync(`data/names/${list}.csv`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
const variants = (cell: string): string[] => cell.split('|').filter((name) => name !== '')
const given = rowsOf('given').map(([latin, devanagari, , , source]): ListedName => ({
  latin: latin!,
  devanagari: devanagari!,
  isTrusted: source === 'hand',
}))
const family = rowsOf('surnames').flatMap(([latin, latins, devanagari, devanagaris]) => [
  { latin: latin!, devanagari: devanagari!, isTrusted: true },
  // Among them are other names of the same families (Sen, नाई): those nobody may be given for her own.
  ...variants(latins!).map((other) => ({ latin: other, devanagari: devanagari!, isTrusted: false })),
  ...variants(devanagaris!).map((other) => ({ latin: latin!, devanagari: other, isTrusted: false })),
])

test('a word longer than any name stays as it is, and the longest text is spelt in its own length’s time', () => {
  const MANY = 100_000
  for (const [spell, letters] of [
    [nameInDevanagari, 'a'],
    [nameInDevanagari, 'singh'],
    [latinToDevanagari, 'pur'],
    [nameInLatin, 'क'],
    [nameInLatin, 'सिंह'],
    [devanagariToLatin, 'पुर'],
  ] as const) {
    const word = letters.repeat(MANY / letters.length).normalize('NFC')
    const began = performance.now()
    expect(spell(word)).toBe(word)
    spell(`${letters.repeat(120 / letters.length)} `.repeat(MANY / 120))
    // A second and a half on a machine with nothing to do would be ten times what it takes.
    expect(performance.now() - began).toBeLessThan(5_000)
  }
}, 60_000)

test('the list of spellings is what the lists of names teach', () => {
  expect(spelled).toEqual(learnSpellings(given, family))
})

test.each([
  ['Mohan Lal', 'मोहन लाल'],
  ['MOHAN LAL MEENA', 'मोहन लाल मीणा'],
  ['Meena Sharma', 'मीना शर्मा'],
  ['Vikram Singh Shekhawat', 'विक्रम सिंह शेखावत'],
  ['Smt. Rekha Kanwar', 'श्रीमती रेखा कंवर'],
  ['Mohd. Salim Khan', 'मोहम्मद सलीम खान'],
  ['Mahesh Sen', 'महेश सेन'],
  ['R.K. Bairwa', 'आर.के. बैरवा'],
  ['RK Gurjar', 'आर के गुर्जर'],
  // By rule, for the lists have neither.
  ['Zubanti Karotri', 'ज़ुबंती करोत्री'],
])('%s is %s in Devanagari', (latin, devanagari) => {
  expect(nameInDevanagari(latin)).toBe(devanagari.normalize('NFC'))
})

test.each([
  ['मोहन लाल मीणा', 'mohan lal meena'],
  ['मीना कुमारी', 'mina kumari'],
  ['विक्रम सिंह राठौड़', 'vikram singh rathore'],
  ['देवीसिंह', 'devisingh'],
  ['सिंह', 'singh'],
  ['हरि ओम अग्रवाल', 'hari om agarwal'],
  ['श्री मोहम्मद रफ़ीक़', 'shri mohammad rafiq'],
])('%s is %s in Latin letters', (devanagari, latin) => {
  expect(nameInLatin(devanagari)).toBe(latin)
})

it('keeps every usual name and surname recognisable, there and back', () => {
  const lost = [...given, ...family]
    .filter(({ isTrusted }) => isTrusted)
    .filter(({ latin }) => {
      const back = nameInLatin(nameInDevanagari(latin))
      return nameSimilarity(foldName(latin), foldName(back)) < 0.8
    })
  expect(lost).toEqual([])
})

it('leaves what is no letter where it was, and says the same twice', () => {
  const other = fc.string({ unit: fc.constantFrom(' ', '-', "'", '’', '(', ')'), maxLength: 5 })
  fc.assert(
    fc.property(fc.constantFrom(...given), other, ({ latin }, signs) => {
      const word = latin.split(' ')[0]!
      expect(nameInDevanagari(`${signs}${word}${signs}`)).toBe(`${signs}${nameInDevanagari(word)}${signs}`)
      expect(nameInDevanagari(nameInDevanagari(word))).toBe(nameInDevanagari(word))
    }),
  )
})
