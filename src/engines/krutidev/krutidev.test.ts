import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isKrutiDev, krutiDevToUnicode } from './index.ts'
import { typeInKrutiDev } from './typeInKrutiDev.ts'

const column = (file: string, at: number) =>
  readFileSync(`data/names/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[at]!)
    .filter((name) => name !== '')
const english = [...column('given.csv', 0), ...column('surnames.csv', 0)]
const hindi = [...column('given.csv', 1), ...column('surnames.csv', 2)]

it.each([
  ['lquhrk', 'सुनीता'],
  ["jkes'oj 'kekZ", 'रामेश्वर शर्मा'],
  ['vfer dqekj', 'अमित कुमार'],
  ['lR;ukjk;.k', 'सत्यनारायण'],
  ['fnfXot; flag', 'दिग्विजय सिंह'],
  ['jktsUnz izlkn', 'राजेन्द्र प्रसाद'],
  ['v[ks jke', 'अखे राम'],
  ['y{e.k', 'लक्ष्मण'],
  ["gfj'pUnz", 'हरिश्चन्द्र'],
  ['t;iqj', 'जयपुर'],
  ['Hkkjrh; fo|ky; 12', 'भारतीय विद्यालय 12'],
])('reads %s as %s', (typed, drawn) => {
  expect(krutiDevToUnicode(typed)).toBe(drawn)
})

it('reads back every Hindi name of the name lists', () => {
  const wrong = hindi.filter((name) => krutiDevToUnicode(typeInKrutiDev(name)) !== name.normalize('NFC'))
  // Nine of them are no Hindi: a vowel sign after a vowel, two in a row.
  expect(wrong.length).toBeLessThanOrEqual(9)
})

const twenties = (names: readonly string[]) =>
  Array.from({ length: Math.floor(names.length / 20) }, (_, at) => names.slice(at * 20, at * 20 + 20))

it('never takes a column of English names, of Unicode Hindi, of numbers or of nothing for it', () => {
  expect(twenties(english).filter(isKrutiDev)).toEqual([])
  expect(twenties(english.map((name) => name.toLowerCase())).filter(isKrutiDev)).toEqual([])
  expect(twenties(english.map((name) => name.toUpperCase())).filter(isKrutiDev)).toEqual([])
  expect(twenties(hindi).filter(isKrutiDev)).toEqual([])
  expect(isKrutiDev(['9829012345', '9829012346', '12', ''])).toBe(false)
  expect(isKrutiDev([])).toBe(false)
})

it('takes a column of Hindi names typed in it for what it is', () => {
  const columns = twenties(hindi.map(typeInKrutiDev))
  expect(columns.filter(isKrutiDev).length).toBeGreaterThanOrEqual(0.98 * columns.length)
})
