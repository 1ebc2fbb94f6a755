import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { inspectName, LONGEST_NAME, normaliseName } from './index.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('a typed name', () => {
  test('is NFC, single-spaced and without control characters, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = normaliseName(text)
        if (!result.accepted) return
        expect(result.name).toBe(result.name.normalize('NFC'))
        expect(result.name).not.toMatch(/[\p{Cc}\p{Cs}]|\s\s|^\s|\s$/u)
        expect([...result.name].length).toBeLessThanOrEqual(LONGEST_NAME)
      }),
    )
  })

  test('is not changed by cleaning it twice', () => {
    const awkward = fc.string({ unit: fc.constantFrom('क', '्', '़', '\u200d', '\u200c', 'a', ' ', '\u202e', '\u0301', 'ी', '\u00a0', '\u0000'), maxLength: 24 }) // prettier-ignore
    fc.assert(
      fc.property(fc.oneof(anyText, awkward), (text) => {
        const once = normaliseName(text)
        if (once.accepted) expect(normaliseName(once.name)).toEqual(once)
      }),
      // A joiner whose mark moves away once the character between them is gone.
      { numRuns: 1000, examples: [['\u0301\u202e\u094d\u200cक']] },
    )
  })

  test.each([
    ['  Ramesh \u00a0 Meena\n', 'Ramesh Meena'],
    ['Rame\u0000sh\u202e', 'Ramesh'],
    ['Ra\u200bmesh', 'Ramesh'],
    ['क\u095c', 'क\u0921\u093c'],
    ['राजा\u200d', 'राजा'],
    ['क्\u200dष', 'क्\u200dष'],
  ])('%j becomes %j', (typed, name) => expect(normaliseName(typed)).toEqual({ accepted: true, name }))

  test('is refused when nothing is left or it is longer than 120 characters', () => {
    expect(normaliseName(' \u200b\u0007 ')).toEqual({ accepted: false, reason: 'empty' })
    expect(normaliseName('क'.repeat(121))).toEqual({ accepted: false, reason: 'too_long' })
    expect(normaliseName('क'.repeat(120)).accepted).toBe(true)
  })
})

describe('a name that deceives the eye', () => {
  test.each([
    ['Ramesh Meena', []],
    ['रमेश मीणा', []],
    ['Ramesh मीणा', []],
    ['मो. रमेश (द्वितीय)', []],
    ['Renée O’Brien', []],
    ['क्\u200dष', []],
    ['Rаmesh', ['mixed_script', 'lookalike', 'unexpected_script']],
    ['рау', ['lookalike', 'unexpected_script']],
    ['Ｒamesh', ['lookalike']],
    ['𝐑amesh', ['lookalike']],
    ['Rameशh', ['mixed_script']],
    ['Ra\u200bmesh', ['invisible']],
    ['Ramesh\u202eanee', ['bidi_control']],
    ['山田', ['unexpected_script']],
  ])('%j is flagged %j', (name, flags) => {
    expect(inspectName(name)).toEqual(flags)
  })

  test('any text gets flags, each at most once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const flags = inspectName(text)
        expect(new Set(flags).size).toBe(flags.length)
      }),
    )
  })
})
