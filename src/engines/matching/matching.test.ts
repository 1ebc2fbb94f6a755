import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  devanagariToLatin,
  foldName,
  foldToken,
  jaroWinkler,
  latinToDevanagari,
  nameSimilarity,
} from './index.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })

/** Name pairs of the repository's own lists: English, Hindi. */
const pairsOf = (file: string, hindiColumn: number): [string, string][] =>
  readFileSync(new URL(`../../../data/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map((cells) => [cells[0] ?? '', cells[hindiColumn] ?? ''])

describe('folding', () => {
  test.each([
    ['जयपुर', 'jaipur', 'Jaypur', 'JAIPUR'],
    ['जोधपुर', 'Jodhpur', 'jodpur', 'Jodhpura'],
    ['उदयपुर', 'Udaipur', 'udaypur', 'Udaypura'],
    ['गंगानगर', 'Ganganagar', 'gangaanagar', 'Gangaanagar'],
    ['चित्तौड़गढ़', 'Chittorgarh', 'chittaurgadh', 'chitorgarh'],
    ['फलोदी', 'Phalodi', 'Falodi', 'phalodee'],
    ['मीणा', 'Meena', 'Mina', 'Meenaa'],
    ['विद्यालय', 'vidyalaya', 'vidyalay', 'Vidhyalay'],
    ['लक्ष्मी', 'Lakshmi', 'Laxmi', 'lakshmee'],
    ['शर्मा', 'Sharma', 'Sarma', 'sharmaa'],
    ['अशोक', 'Ashok', 'Ashoka', 'asok'],
    ['शिव', 'Shiv', 'Sheo', 'shiva'],
  ])('%s, %s, %s and %s fall together', (...spellings) => {
    expect(new Set(spellings.map((spelling) => foldName(spelling))).size).toBe(1)
  })

  test.each([
    ['Jaipur', 'Jodhpur'],
    ['Kota', 'Kekri'],
    ['Ram', 'Rim'],
    ['Sikar', 'Sanganer'],
  ])('%s and %s stay apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  test('punctuation parts words, digits of both scripts agree, leading zeros go', () => {
    expect(foldName('Room No-02, (East)')).toBe(foldName('room no २ east'))
  })

  test('a folded name is words of letters and digits with single spaces, whatever comes in', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldName(text)).toMatch(/^$|^[\p{L}\p{N}\p{M}]+( [\p{L}\p{N}\p{M}]+)*$/u)
      }),
    )
  })

  test('capitals and the form of Unicode make no difference', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z \u0904-\u0939\u093e-\u094c]{0,40}$/), (text) => {
        expect(foldName(text.toUpperCase())).toBe(foldName(text.toLowerCase()))
        expect(foldName(text.normalize('NFD'))).toBe(foldName(text.normalize('NFC')))
      }),
    )
  })
})

describe('transliteration', () => {
  test.each([
    ['जयपुर', 'jaypur'],
    ['जैसलमेर', 'jaisalmer'],
    ['गंगानगर', 'ganganagar'],
    ['बाँसवाड़ा', 'bansvara'],
    ['ज्ञान', 'gyan'],
    ['चन्द्र', 'chandra'],
    ['कक्ष २', 'kaksha 2'],
  ])('%s is written %s', (hindi, latin) => expect(devanagariToLatin(hindi)).toBe(latin))

  test.each([
    ['Jodhpur', 'जोधपुर'],
    ['Sangatpura', 'संगतपुरा'],
    ['Meera', 'मीरा'],
    ['Ramgarh', 'रमगढ़'],
    ['Sharma', 'शर्मा'],
    ['Kataria', 'कतारिया'],
    ['8 Khatri', '8 खत्री'],
  ])('%s is written %s', (latin, hindi) => expect(latinToDevanagari(latin)).toBe(hindi.normalize('NFC')))

  test('both directions accept any Unicode, keep NFC and leave no letter of the old script', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const hindi = latinToDevanagari(text)
        expect(hindi).toBe(hindi.normalize('NFC'))
        expect(hindi).not.toMatch(/[A-Za-z]/)
        expect(devanagariToLatin(text)).not.toMatch(/[\u0904-\u0939]/)
      }),
    )
  })

  test('a name written in Devanagari by rule folds like the original for nearly every listed name', () => {
    const names = pairsOf('names/given.csv', 1).map(([english]) => english)
    const alike = names.filter(
      (name) => nameSimilarity(foldName(name), foldName(latinToDevanagari(name))) >= 0.85,
    )
    expect(alike.length / names.length).toBeGreaterThan(0.98)
  })
})

describe('likeness', () => {
  test('is symmetrical, between 0 and 1, and 1 for a name with itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const [x, y] = [foldName(a), foldName(b)]
        const score = nameSimilarity(x, y)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        expect(Math.abs(jaroWinkler(x, y) - jaroWinkler(y, x))).toBeLessThan(1e-9)
        expect(nameSimilarity(x, x)).toBe(1)
      }),
    )
  })

  test('agrees with the published examples of Jaro-Winkler', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.961, 3)
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.813, 3)
  })

  test('does not mind the order of given name and surname', () => {
    expect(nameSimilarity(foldName('Sharma Ramesh'), foldName('रमेश शर्मा'))).toBe(1)
  })

  test('unlike names stay well below the threshold used for suggestions', () => {
    expect(nameSimilarity(foldName('Ramesh Meena'), foldName('Kavita Chouhan'))).toBeLessThan(0.7)
  })
})

describe('measured on real pairs', () => {
  // Measured 2026-11: equal 84 %, likeness >= 0.85 98 % of 8,706 given names; 90 % and 98 % of 209 surnames.
  test.each([
    ['names/given.csv', 1, 0.83, 0.975],
    ['names/surnames.csv', 2, 0.88, 0.97],
    ['rajasthan/districts.csv', 1, 0.85, 1],
  ])('%s: both scripts of a name fold alike', (file, column, equalShare, alikeShare) => {
    const folded = pairsOf(file, column).map(
      ([english, hindi]) => [foldName(english), foldName(hindi)] as const,
    )
    const share = (holds: (a: string, b: string) => boolean) =>
      folded.filter(([a, b]) => holds(a, b)).length / folded.length
    expect(share((a, b) => a === b)).toBeGreaterThanOrEqual(equalShare)
    expect(share((a, b) => nameSimilarity(a, b) >= 0.85)).toBeGreaterThanOrEqual(alikeShare)
  })

  test('different given names are seldom taken for one', () => {
    const names = [...new Set(pairsOf('names/given.csv', 1).map(([english]) => foldToken(english)))]
    const strides = names.map((name, i) => [name, names[(i * 7919 + 13) % names.length] ?? ''] as const)
    const mistaken = strides.filter(([a, b]) => a !== b && nameSimilarity(a, b) >= 0.85)
    expect(mistaken.length / strides.length).toBeLessThan(0.005)
  })
})
