import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import * as words from '#tests/builders/oldFontWords.ts'
import { hasOldFont, isKrutiDev, judgeCell, krutiDevToUnicode, type OldFont } from './index.ts'
import { HINDI, LATIN } from './likely.ts'
import { learnPairCosts } from './pairCosts.ts'
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

/** As lists write names: with capitals, without, and shouted. */
const forms = (names: readonly string[]) => [
  ...new Set(names.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()])),
]
const taken = (texts: readonly string[], column: OldFont, verdict = 'converted') =>
  texts.filter((text) => judgeCell(text, column).verdict === verdict)
const share = (texts: readonly string[], column: OldFont, verdict = 'converted') => taken(texts, column, verdict).length / texts.length // prettier-ignore
const full = words.hindiNames.slice(0, 4_000).map((name, at) => `${name} ${words.hindiNames.at(-1 - ((at * 7) % 2_000))}`) // prettier-ignore

describe('one cell by itself', () => {
  it('is judged by tables that are learned from the real names of data/, and by nothing else', () => {
    expect(LATIN).toEqual(learnPairCosts(words.latinWords()))
    expect(HINDI).toEqual(learnPairCosts(words.hindiWords()))
  })

  it('of honest English is never converted and hardly ever in doubt: names, places and booths, however written', () => {
    expect(words.englishNames.length + words.englishBooths.length).toBeGreaterThan(50_000)
    for (const column of ['lone', 'some'] as const)
      expect(taken(forms([...words.englishNames, ...words.englishPlaces]), column)).toEqual([])
    expect(taken(forms(words.englishNames), 'lone', 'doubtful')).toEqual([])
    expect(taken(words.englishBooths, 'lone').concat(taken(words.englishBooths, 'lone', 'doubtful'))).toEqual([]) // prettier-ignore
    for (const text of [
      'W/o Ram Lal',
      'S/o Shri Ramesh',
      'Govt. Sr. Sec. School',
      'G.G.S.S. No. 2',
      "D'Souza",
      'McDowell',
      'B.Ed',
      'RIICO',
      'PHED',
      'सुनीता',
      '9829012345',
      '',
      '=SUM(A1)',
    ])
      // prettier-ignore
      expect(judgeCell(text, 'some')).toEqual({ verdict: 'honest', text })
  })

  it('in the old font is converted where it is plain, and a full name nearly always is', () => {
    expect(judgeCell("lquhrk 'kekZ", 'lone')).toEqual({ verdict: 'converted', text: 'सुनीता शर्मा' })
    expect(judgeCell('t;iqj', 'lone')).toEqual({ verdict: 'converted', text: 'जयपुर' })
    expect(share(full.map(typeInKrutiDev), 'lone')).toBeGreaterThanOrEqual(0.95)
    expect(share(full.map(typeInKrutiDev), 'all')).toBeGreaterThanOrEqual(0.98)
    expect(share(words.hindiNames.map(typeInKrutiDev), 'lone')).toBeGreaterThanOrEqual(0.75)
  })

  it('in a column of the old font is converted, asked about where it may be English, and left where it is', () => {
    expect(share(words.hindiNames.map(typeInKrutiDev), 'all')).toBeGreaterThanOrEqual(0.96)
    expect(share(words.hindiNames.map(typeInKrutiDev), 'all', 'honest')).toBeLessThanOrEqual(0.002)
    const pairs = words.englishNames
      .slice(0, 5_000)
      .map((name, at) => `${name} ${words.englishNames.at(-1 - at)}`)
    expect(share(pairs, 'all', 'honest')).toBeGreaterThanOrEqual(0.998)
    expect(judgeCell('Mohan Lal', 'all')).toEqual({ verdict: 'honest', text: 'Mohan Lal' })
  })

  it('is never changed into anything but what the font would have drawn, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<OldFont>('all', 'some', 'lone'), (text, column) => {
        const judged = judgeCell(text, column)
        if (judged.verdict === 'honest') expect(judged.text).toBe(text)
        else expect(judged.verdict === 'converted' ? judged.text : judged.drawn).toBe(krutiDevToUnicode(text))
      }),
    ) // prettier-ignore
    const readable = words.hindiNames.filter(
      (name) => krutiDevToUnicode(typeInKrutiDev(name)) === name.normalize('NFC'),
    )
    const hindi = fc.array(fc.constantFrom(...readable), { minLength: 2, maxLength: 3 }).map((names) => names.join(' ').normalize('NFC')) // prettier-ignore
    fc.assert(
      fc.property(hindi, (name) => {
        const judged = judgeCell(typeInKrutiDev(name), 'all')
        if (judged.verdict === 'converted') expect(judged.text).toBe(name)
      }),
    )
  })

  it('is judged at once, however long somebody made a word of its keys', () => {
    // Read again for each of its letters, one of these would take an hour.
    for (const key of ['a', 'Z', 'fd', 'Q+', 'k'])
      for (const column of ['all', 'lone'] as const) {
        expect(judgeCell(key.repeat(1_000_000), column).verdict).toBe('honest')
      }
  })

  it('tells a column in which some cells are in it from one of English only', () => {
    expect(hasOldFont(['Ramesh', 'Sunita Devi', typeInKrutiDev('कमला शर्मा'), 'Mohan'])).toBe(true)
    expect(twenties(english).filter(hasOldFont)).toEqual([])
  })
})
